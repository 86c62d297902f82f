using FuncGateway.Admin.Servers;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;

namespace FuncGateway.Admin.Overview;

/// <summary>Finds the servers that need attention.</summary>
internal sealed class ServerStates(IInventoryStore inventories, ServerProblems problems)
{
    /// <summary>Returns the inventory of each server, in the same order; null for one that was never scanned.</summary>
    public Task<IReadOnlyList<ServerInventory?>> FindInventoriesAsync(IReadOnlyList<Server> servers, CancellationToken cancellationToken) =>
        inventories.FindAllAsync([.. servers.Select(server => server.Id)], cancellationToken);

    public IReadOnlyList<ServerStateView> ListOf(IReadOnlyList<Server> servers, IReadOnlyList<ServerInventory?> found) =>
    [
        .. servers
            .Zip(found, (server, inventory) => new ServerStateView(
                server.Id.Value, server.Name, inventory is null ? 0 : ChangedToolView.ListOf(inventory).Count, problems.Find(server.Id)))
            .Where(state => state.Changes > 0 || state.Problem is not null),
    ];
}
