using FuncGateway.Core;
using FuncGateway.Core.Secrets;

namespace FuncGateway.Azure.Secrets;

/// <summary>
/// Reads the secrets that servers may name from one vault, and all others, which are the gateway's own, from another. The name alone decides, so whoever
/// may set the credentials of servers can neither read nor replace a key of the gateway.
/// </summary>
public sealed class VaultsSecretSource(KeyVaultSecretSource own, KeyVaultSecretSource upstream, GatewayOptions options) : ISecretSource
{
    public ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken) => VaultOf(name).FindAsync(name, cancellationToken);

    public void Forget(string name) => VaultOf(name).Forget(name);

    private KeyVaultSecretSource VaultOf(string name) => name.StartsWith(options.UpstreamSecretPrefix, StringComparison.Ordinal) ? upstream : own;
}
