namespace FuncGateway.Core.Servers;

/// <summary>Finds servers as they are called: with the query of the upstream URL opened, which is sealed at rest.</summary>
public sealed class OpenedServers(IServerStore servers, CredentialSealing sealing)
{
    /// <summary>Returns null if there is no such server.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer, or the query cannot be opened: nothing may be sent to a URL without its query.</exception>
    public async Task<Server?> FindAsync(ServerId id, CancellationToken cancellationToken) =>
        await servers.FindAsync(id, cancellationToken) is { Value: var stored }
            ? await sealing.OpenQueryAsync(stored, cancellationToken) ?? throw new StoreUnavailableException(
                $"The stored query of the upstream URL of '{id}' was encrypted with another key or for another server or address, or has been modified; save the server again with the query.")
            : null;
}
