namespace FuncGateway.LocalHost.Node;

/// <summary>A script and what it is started with. The script is expected to end when its standard input closes.</summary>
/// <param name="Node">The Node.js to run it with.</param>
/// <param name="Folder">Working directory.</param>
/// <param name="Arguments">Options of Node.js, the script, the script's own arguments.</param>
internal sealed record NodeCommand(string Node, string Folder, IReadOnlyList<string> Arguments)
{
    /// <summary>Set on top of this process's own environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
