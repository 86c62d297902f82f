using FuncGateway.Core.Access;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Usage;

namespace FuncGateway.Admin.Overview;

/// <summary>Finds out how far a new gateway has been set up.</summary>
internal sealed class FirstSteps(IPolicyStore policies, IGrantStore grants, UsageReader usage, TimeProvider time)
{
    /// <param name="inventories">Those of the servers.</param>
    /// <param name="day">Saves reading the rest of the week if there was a call.</param>
    public async Task<StepsView> ReadAsync(IReadOnlyList<Server> servers, IReadOnlyList<ServerInventory?> inventories, DayUsage day, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return new StepsView(
            servers.Count > 0,
            inventories.Any(inventory => inventory is not null),
            await HasPolicyAsync(servers, cancellationToken),
            await grants.ListNewestAsync(null, cancellationToken).AnyAsync(stored => stored.Value.IsLive(now), cancellationToken),
            day.Keys.Any(count => count.IsAllowedCall) || await usage.HasAllowedCallAsync(cancellationToken));
    }

    private async Task<bool> HasPolicyAsync(IReadOnlyList<Server> servers, CancellationToken cancellationToken)
    {
        foreach (var server in servers)
        {
            if (await policies.ListAsync(server.Id, cancellationToken).AnyAsync(cancellationToken))
            {
                return true;
            }
        }

        return false;
    }
}
