namespace FuncGateway.Mcp.Relay;

/// <summary>What was found in a tools/list answer: whether it was one, how many tools are left, and the raw JSON of <c>nextCursor</c>.</summary>
internal readonly record struct ToolListPage(bool IsList, bool IsReadable, int Left, byte[] NextCursor)
{
    /// <summary>Clients that do not follow cursors would see no tools at all.</summary>
    public bool IsEmptyWithMore => IsList && Left == 0 && NextCursor.Length > 0 && !NextCursor.AsSpan().SequenceEqual("null"u8);
}
