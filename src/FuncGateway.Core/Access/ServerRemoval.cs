using FuncGateway.Core.Inventory;
using FuncGateway.Core.Recordings;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Access;

/// <summary>
/// Removes a server permanently. It is taken out of its grants first, and those that reach no other server are revoked: without the server they do not
/// work, but its id may later be given to another server, which no old token must reach. Its policies are retired and its inventory is deleted, so
/// that they do not apply to that server either.
/// </summary>
public sealed class ServerRemoval(IServerStore servers, IGrantStore grants, GrantRevocation revocation, PolicyRetirement policies, IInventoryStore inventories, IRecordingStore recordings)
{
    public async Task<SaveResult> RemoveAsync(ServerId server, RowVersion version, CancellationToken cancellationToken)
    {
        if ((await servers.FindAsync(server, cancellationToken))?.Version != version)
        {
            return SaveResult.Conflict;
        }

        await EndAllAsync(server, cancellationToken);
        var result = await servers.DeleteAsync(server, version, cancellationToken);
        if (result == SaveResult.Saved)
        {
            // A grant or a policy may have been created during the first pass, while the server still existed.
            await EndAllAsync(server, cancellationToken);
        }

        return result;
    }

    private async Task EndAllAsync(ServerId server, CancellationToken cancellationToken)
    {
        await foreach (var stored in grants.ListAsync(server, cancellationToken))
        {
            await revocation.WithdrawAsync(stored.Value.Id, server, cancellationToken);
        }

        await policies.RetireAllAsync(server, cancellationToken);
        await inventories.DeleteAsync(server, cancellationToken);
        await recordings.DeleteAsync(server, cancellationToken);
    }
}
