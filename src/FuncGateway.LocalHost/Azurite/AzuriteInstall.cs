using FuncGateway.LocalHost.Node;

namespace FuncGateway.LocalHost.Azurite;

/// <summary>The Azurite version pinned in eng/azurite/package-lock.json, installed on first use.</summary>
internal sealed class AzuriteInstall(Action<string> progress, TimeProvider time)
{
    private readonly NpmInstall _install = new(AzuriteFiles.Folder(), "Azurite, the storage emulator,", progress, time);

    /// <summary>Receives progress messages, one line at a time.</summary>
    public Action<string> Tell => progress;

    /// <exception cref="NodeSetupException">Node.js or npm is missing or too old, or npm failed.</exception>
    public async Task<NodeCommand> GetAsync(CancellationToken cancellationToken)
    {
        var tools = await _install.EnsureAsync(cancellationToken);
        return new NodeCommand(tools.Node, _install.Folder, ["run.mjs"]);
    }
}
