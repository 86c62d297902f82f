using System.Buffers;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Removes the entries that a caller may not see from the lists of a message by cutting their bytes; the rest is not changed. Modern answers are marked as
/// private, because the list depends on the grant.
/// </summary>
internal static class ListFilter
{
    /// <summary>Maximum time, in milliseconds, that a client may cache the list: the policy can change at any time.</summary>
    public const long MaxTtlMs = 60_000;

    /// <summary>Writes the filtered message to <paramref name="output"/>, which stays empty if nothing has to change.</summary>
    public static ListPage Filter(ListScan scan, ProtocolEra era, IBufferWriter<byte> output)
    {
        if (scan.Problem is not null || !scan.IsList)
        {
            return new ListPage(IsList: false, scan.Problem, 0, []);
        }

        if (era == ProtocolEra.Modern || scan.CacheScope != default || scan.TtlMs != default)
        {
            scan.MarkPrivate(era);
        }

        scan.Write(output);
        return new ListPage(IsList: true, Problem: null, scan.Entries - scan.Hidden, scan.NextCursor.Of(scan.Message.Span).ToArray());
    }

    /// <summary>What the policy says about an entry. Without a policy nothing is listed; under one in shadow mode everything is. Tasks belong to grants, not to policies.</summary>
    public static bool IsListed(Policy? policy, ListKind kind, string name) => kind == ListKind.Tasks || policy is { IsShadow: true } || (policy is not null && kind switch
    {
        ListKind.Tools => policy.Lists(name),
        ListKind.Resources => policy.ListsResource(name),
        ListKind.Templates => policy.ListsTemplate(name),
        ListKind.Prompts => policy.ListsPrompt(name),
        _ => false,
    });
}

/// <summary>The result of filtering a message: whether it had a list, why it cannot be read, the number of entries left, and the raw JSON of <c>nextCursor</c>.</summary>
internal readonly record struct ListPage(bool IsList, string? Problem, int Left, byte[] NextCursor)
{
    /// <summary>Whether the page is empty but not the last. Clients that do not follow cursors would see no entries at all.</summary>
    public bool IsEmptyWithMore => IsList && Left == 0 && NextCursor.Length > 0 && !NextCursor.AsSpan().SequenceEqual("null"u8);
}
