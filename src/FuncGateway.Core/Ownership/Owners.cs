using System.Collections.Concurrent;
using FuncGateway.Core.Access;

namespace FuncGateway.Core.Ownership;

/// <summary>
/// Keeps apart what an upstream gives to the grants of one server: tasks, and the states of requests that need input. All grants share the upstream's
/// credential, so the upstream itself would accept each of these from any of them.
/// </summary>
public sealed class Owners(IOwnerStore store, GatewayOptions options, TimeProvider time)
{
    // A client may ask for a task up to the end of its life; clocks differ, and a result may be fetched late.
    private static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    // A person may take days to answer the questions that come with a state.
    private static readonly TimeSpan StateLife = TimeSpan.FromDays(6);

    // An owner never changes, so what was found once need not be read again.
    private readonly ConcurrentDictionary<OwnedKey, GrantId> _known = new();

    /// <summary>Number of owners kept in memory. When it is reached, they are read from the store again.</summary>
    internal static int MaxKnown => 10_000;

    /// <summary>Whether the task was created by a call of the caller's grant. A task without an owner belongs to no grant.</summary>
    /// <exception cref="StoreUnavailableException">The owner cannot be read.</exception>
    public ValueTask<bool> OwnsTaskAsync(Caller caller, string taskId, CancellationToken cancellationToken) =>
        OwnsAsync(caller.Grant.Id, OwnedKey.OfTask(caller.Server, taskId), cancellationToken);

    /// <summary>Makes the caller's grant the owner of a task that its call created. Returns false if the task belongs to another grant, which keeps it.</summary>
    /// <param name="life">How long the upstream keeps the task; null if it does not say.</param>
    /// <exception cref="StoreUnavailableException">The owner cannot be stored.</exception>
    public Task<bool> ClaimTaskAsync(Caller caller, string taskId, TimeSpan? life, CancellationToken cancellationToken) =>
        ClaimAsync(caller.Grant.Id, OwnedKey.OfTask(caller.Server, taskId), life, cancellationToken);

    /// <summary>Whether the upstream gave the <c>requestState</c> to the caller's grant.</summary>
    /// <exception cref="StoreUnavailableException">That cannot be read.</exception>
    public ValueTask<bool> OwnsStateAsync(Caller caller, string requestState, CancellationToken cancellationToken) =>
        OwnsAsync(caller.Grant.Id, OwnedKey.OfState(caller, requestState), cancellationToken);

    /// <summary>Stores that the upstream gave the <c>requestState</c> to the caller's grant.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be stored.</exception>
    public Task ClaimStateAsync(Caller caller, string requestState, CancellationToken cancellationToken) =>
        ClaimAsync(caller.Grant.Id, OwnedKey.OfState(caller, requestState), StateLife, cancellationToken);

    private async ValueTask<bool> OwnsAsync(GrantId grant, OwnedKey owned, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(owned, out var known))
        {
            return known == grant;
        }

        if (await store.FindAsync(owned, cancellationToken) is not { } owner)
        {
            return false;
        }

        Remember(owned, owner.Grant);
        return owner.Grant == grant;
    }

    private async Task<bool> ClaimAsync(GrantId grant, OwnedKey owned, TimeSpan? life, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(owned, out var known))
        {
            return known == grant;
        }

        var kept = life is { } given && given < options.TaskRetention - Grace ? given + Grace : options.TaskRetention;
        if (await store.AddAsync(owned, new Owner(grant, time.GetUtcNow() + kept), cancellationToken) == SaveResult.Conflict)
        {
            return await OwnsAsync(grant, owned, cancellationToken);
        }

        Remember(owned, grant);
        return true;
    }

    private void Remember(OwnedKey owned, GrantId owner)
    {
        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        _known[owned] = owner;
    }
}
