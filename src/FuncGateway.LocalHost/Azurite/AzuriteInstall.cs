using FuncGateway.LocalHost.Node;

namespace FuncGateway.LocalHost.Azurite;

/// <summary>Azurite as pinned in eng/azurite, installed when it is first wanted.</summary>
internal sealed class AzuriteInstall(Action<string> progress, TimeProvider time)
{
    private readonly NpmInstall _install = new(Checkout.Folder("eng/azurite"), "Azurite, the storage emulator,", progress, time);

    /// <exception cref="NodeSetupException">Node.js or npm is missing or too old, or npm failed.</exception>
    public async Task<NodeCommand> GetAsync(CancellationToken cancellationToken)
    {
        var tools = await _install.EnsureAsync(cancellationToken);
        return new NodeCommand(tools.Node, _install.Folder, ["run.mjs"]);
    }
}
