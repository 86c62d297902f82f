using System.Buffers;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Takes the hidden tools out of a <c>tools/list</c> answer by cutting their bytes; what stays is not touched. Modern answers are marked as
/// private, because another grant sees another list.
/// </summary>
internal static class ToolListFilter
{
    /// <summary>A policy can change at any time, so a client must not keep its list for longer than this.</summary>
    public const long MaxTtlMs = 60_000;

    /// <summary>Writes the filtered message, or leaves <paramref name="output"/> empty when nothing has to change.</summary>
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

/// <summary>What was found in a tools/list answer: whether it was one, how many tools are left, and the raw JSON of <c>nextCursor</c>.</summary>
internal readonly record struct ToolListPage(bool IsList, bool IsReadable, int Left, byte[] NextCursor)
{
    /// <summary>Clients that do not follow cursors would see no tools at all.</summary>
    public bool IsEmptyWithMore => IsList && Left == 0 && NextCursor.Length > 0 && !NextCursor.AsSpan().SequenceEqual("null"u8);
}

/// <summary>A list of tools cannot be shown. The message completes the sentence "The MCP server …".</summary>
public sealed class ToolListException(string message) : Exception(message);
