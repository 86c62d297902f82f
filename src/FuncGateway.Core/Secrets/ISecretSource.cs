namespace FuncGateway.Core.Secrets;

/// <summary>Where <c>@secret:NAME</c> is looked up: Key Vault in Azure, configuration on a local host.</summary>
public interface ISecretSource
{
    /// <summary>Null when there is no such secret. Throws <see cref="StoreUnavailableException"/> when the source does not answer.</summary>
    ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The upstream refused the credential: what is remembered of this secret is asked for anew next time.</summary>
    void Forget(string name);
}
