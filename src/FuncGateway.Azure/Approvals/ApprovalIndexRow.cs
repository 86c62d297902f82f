using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Azure.Data.Tables;
using FuncGateway.Core.Approvals;

namespace FuncGateway.Azure.Approvals;

/// <summary>
/// Index rows of approvals: one list of all, newest first, and one of the pending ones, oldest first. They are written before the
/// approval and removed after it has changed, so a row may be dangling or out of date; the approval itself is authoritative.
/// </summary>
internal static class ApprovalIndexRow
{
    public const string Pending = "pending";
    public const string Recent = "recent";
    private const int TimeLength = 19;

    public static TableEntity Write(string list, Approval approval) => new(list, KeyOf(list, approval));

    public static string KeyOf(string list, Approval approval) => $"{TimeKey(list, approval.CreatedAt)}-{approval.Id}";

    /// <summary>The key prefix of approvals created at that time.</summary>
    public static string TimeKey(string list, DateTimeOffset time)
    {
        var ticks = list == Recent ? long.MaxValue - time.UtcTicks : time.UtcTicks;
        return ticks.ToString($"D{TimeLength}", CultureInfo.InvariantCulture);
    }

    public static bool TryReadKey(string? key, [NotNullWhen(true)] out ApprovalId? id)
    {
        id = null;
        return key?.Length > TimeLength + 1
            && key[TimeLength] == '-'
            && key[..TimeLength].All(char.IsAsciiDigit)
            && ApprovalId.TryParse(key[(TimeLength + 1)..], out id);
    }
}
