using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Access;

/// <summary>
/// Removes a server for good. Its grants are revoked first: they stop working with the server gone, but its id may be given to another
/// server one day, and no old token must reach that one.
/// </summary>
public sealed class ServerRemoval(IServerStore servers, IGrantStore grants, GrantRevocation revocation)
{
    public async Task<SaveResult> RemoveAsync(ServerId server, RowVersion version, CancellationToken cancellationToken)
    {
        if ((await servers.FindAsync(server, cancellationToken))?.Version != version)
        {
            return SaveResult.Conflict;
        }

        await RevokeAllAsync(server, cancellationToken);
        var result = await servers.DeleteAsync(server, version, cancellationToken);
        if (result == SaveResult.Saved)
        {
            // A grant may have been made while the first round ran and the server still existed.
            await RevokeAllAsync(server, cancellationToken);
        }

        return result;
    }

    private async Task RevokeAllAsync(ServerId server, CancellationToken cancellationToken)
    {
        await foreach (var stored in grants.ListAsync(server, cancellationToken))
        {
            await revocation.RevokeAsync(stored.Value.Id, cancellationToken);
        }
    }
}
