using System.Buffers;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Removes hidden tools from a <c>tools/list</c> answer by cutting their bytes; the rest is not changed. Modern answers are marked as
/// private, because the list depends on the grant.
/// </summary>
internal static class ToolListFilter
{
    /// <summary>Maximum time, in milliseconds, that a client may cache the list: the policy can change at any time.</summary>
    public const long MaxTtlMs = 60_000;

    /// <summary>Writes the filtered message to <paramref name="output"/>, which stays empty if nothing has to change.</summary>
    public static ToolListPage Filter(ReadOnlySpan<byte> message, Policy? policy, ProtocolEra era, ArrayBufferWriter<byte> output)
    {
        var scan = ToolListScan.Of(message, policy);
        if (!scan.IsList)
        {
            return new ToolListPage(IsList: false, scan.IsReadable, 0, []);
        }

        if (era == ProtocolEra.Modern || scan.CacheScope != default || scan.TtlMs != default)
        {
            scan.MarkPrivate(message, era);
        }

        scan.Write(message, output);
        return new ToolListPage(IsList: true, IsReadable: true, scan.Tools - scan.Hidden, scan.NextCursor.Of(message).ToArray());
    }
}

/// <summary>The result of filtering a message: whether it was a tools/list answer, the number of tools left, and the raw JSON of <c>nextCursor</c>.</summary>
internal readonly record struct ToolListPage(bool IsList, bool IsReadable, int Left, byte[] NextCursor)
{
    /// <summary>Whether the page is empty but not the last. Clients that do not follow cursors would see no tools at all.</summary>
    public bool IsEmptyWithMore => IsList && Left == 0 && NextCursor.Length > 0 && !NextCursor.AsSpan().SequenceEqual("null"u8);
}
