namespace FuncGateway.Core.Audit.Offline;

internal static class ExportedChain
{
    /// <exception cref="UnreadableException">The text is not the name of a chain.</exception>
    public static ChainName Read(string name) =>
        ChainName.Parse(name) is { Writer.Length: > 0 } chain && !name.Contains('\n', StringComparison.Ordinal) ? chain : throw new UnreadableException($"'{name}' is not the name of a chain");
}
