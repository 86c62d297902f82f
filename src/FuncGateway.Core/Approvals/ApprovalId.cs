using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FuncGateway.Core.Approvals;

/// <summary>
/// Identifies one approval round of one exact call: <c>&lt;key&gt;-&lt;round&gt;</c>. After an approval has been consumed, the same call starts the next round.
/// A decision names its round, so repeating it can never approve the next one.
/// </summary>
public sealed record ApprovalId
{
    public const string Accepted = "64 characters of 0-9 and a-f, '-' and the number of the round";
    public const int MaxRound = 999_999;

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
            && round is > 0 and <= MaxRound
                ? new ApprovalId(call, round)
                : null;

        // Each id has exactly one text form: "-01" would be a second one for "-1".
        id = id?.ToString() == text ? id : null;
        return id is not null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Call.Value}-{Round}");
}
