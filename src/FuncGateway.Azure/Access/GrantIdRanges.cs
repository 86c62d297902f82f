using Azure.Data.Tables;
using FuncGateway.Core.Access;

namespace FuncGateway.Azure.Access;

/// <summary>
/// Queries for the rows under the ids of grants, newest first. The service returns rows in the order of their keys, oldest first, so each query covers a
/// span of creation times that ends where the one before began, and spans grow: the first page of many grants reads few rows, and all of them take four queries.
/// </summary>
internal static class GrantIdRanges
{
    // An id begins with the time of creation, in milliseconds and Crockford's alphabet. No valid one begins with more than a 7.
    private const string AboveAll = "8";
    private static readonly TimeSpan[] Spans = [TimeSpan.FromDays(7), TimeSpan.FromDays(49), TimeSpan.FromDays(392)];

    /// <param name="before">Only grants whose ids sort before this one; null for all.</param>
    public static IEnumerable<string> Newest(GrantId? before, DateTimeOffset now)
    {
        var upper = before?.Value ?? AboveAll;
        var begin = before is not null && Ulid.TryParse(before.Value, out var id) && id.Time < now ? id.Time : now;
        foreach (var span in Spans)
        {
            begin -= span;
            var lower = Ulid.NewUlid(begin, new byte[10]).ToString().ToLowerInvariant();
            yield return Between(lower, upper);
            upper = string.CompareOrdinal(lower, upper) < 0 ? lower : upper;
        }

        yield return Between("0", upper);
    }

    // Names of servers and hashes of tokens may begin like an id, but have no row with this key.
    private static string Between(string lower, string upper) =>
        TableClient.CreateQueryFilter($"PartitionKey ge {lower} and PartitionKey lt {upper} and RowKey eq {GrantRow.IdKey}");
}
