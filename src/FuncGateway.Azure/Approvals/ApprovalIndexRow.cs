using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Azure.Data.Tables;
using FuncGateway.Core.Approvals;

namespace FuncGateway.Azure.Approvals;

/// <summary>
/// Index rows of approvals: lists of all and of the pending ones, each oldest first and newest first. They are written before the approval and removed after
/// it has changed, so a row may be dangling or out of date; the approval itself is authoritative.
/// </summary>
internal static class ApprovalIndexRow
{
    public const string Pending = "pending";
    public const string PendingNewestFirst = "pending-recent";
    public const string Recent = "recent";
    public const string OldestFirst = "oldest";
    private const int TimeLength = 19;

    /// <summary>The lists of pending approvals, from which others are removed.</summary>
    public static readonly string[] PendingLists = [Pending, PendingNewestFirst];

    public static readonly string[] Lists = [.. PendingLists, Recent, OldestFirst];

    public static string ListOf(ApprovalQuery query) => (query.State == ApprovalState.Pending, query.IsNewestFirst) switch
    {
        (true, false) => Pending,
        (true, true) => PendingNewestFirst,
        (false, true) => Recent,
        (false, false) => OldestFirst,
    };

    /// <summary>Grant and tool are in the row, so that those of others are not read.</summary>
    public static TableEntity Write(string list, Approval approval) => new(list, KeyOf(list, approval))
    {
        ["Grant"] = approval.Subject.Grant.Value,
        ["Tool"] = approval.Subject.Tool,
    };

    /// <summary>Returns the filter for the rows of a list after a key.</summary>
    public static string FilterOf(ApprovalQuery query, string after)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {ListOf(query)} and RowKey gt {after}");
        filter += query.Grant is { } grant ? TableClient.CreateQueryFilter($" and Grant eq {grant.Value}") : "";
        return filter + (query.Tool is { } tool ? TableClient.CreateQueryFilter($" and Tool eq {tool}") : "");
    }

    public static string KeyOf(string list, Approval approval) => $"{TimeKey(list, approval.CreatedAt)}-{approval.Id}";

    /// <summary>The key prefix of approvals created at that time.</summary>
    public static string TimeKey(string list, DateTimeOffset time)
    {
        var ticks = list is Recent or PendingNewestFirst ? long.MaxValue - time.UtcTicks : time.UtcTicks;
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
