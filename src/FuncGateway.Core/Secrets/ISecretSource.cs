namespace FuncGateway.Core.Secrets;

/// <summary>Resolves <c>@secret:NAME</c>: from Key Vault in Azure, from configuration on a local host. What a server names is resolved by <see cref="UpstreamSecrets"/> instead.</summary>
public interface ISecretSource
{
    /// <summary>Returns the secret's value, or null if it does not exist.</summary>
    /// <exception cref="StoreUnavailableException">The source did not answer.</exception>
    ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Drops the cached value, because the upstream refused it as a credential; the next lookup asks the source again.</summary>
    void Forget(string name);
}
