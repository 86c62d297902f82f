using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FuncGateway.Core.Approvals;

/// <summary>
/// One round of asking about one exact call: <c>&lt;key&gt;-&lt;round&gt;</c>. When an approval is used up, the same call begins the next round; a decision
/// sent twice names the round it was made for, and so can never open the next.
/// </summary>
public sealed record ApprovalId
{
    public const string Accepted = "64 characters of 0-9 and a-f, '-' and the number of the round";
    public const int LastRound = 999_999;

    private ApprovalId(CallKey call, int round)
    {
        Call = call;
        Round = round;
    }

    public CallKey Call { get; }

    public int Round { get; }

    public static ApprovalId First(CallKey call) => new(call, 1);

    public ApprovalId Next() => new(Call, Round + 1);

    public static bool TryParse(string? text, [NotNullWhen(true)] out ApprovalId? id)
    {
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        id = dash > 0
            && CallKey.TryParse(text?[..dash], out var call)
            && int.TryParse(text?[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var round)
            && round is > 0 and <= LastRound
                ? new ApprovalId(call, round)
                : null;

        // One text for each id: "-01" would be another name of "-1".
        id = id?.ToString() == text ? id : null;
        return id is not null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Call.Value}-{Round}");
}
