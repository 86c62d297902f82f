using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Access;

/// <summary>
/// Retires policies: a retired one is not listed and cannot be given to a grant. A grant that names it has no policy, so every call is denied. Its
/// revisions are kept, because audit entries name them.
/// </summary>
public sealed class PolicyRetirement(IPolicyStore policies, IGrantStore grants, TimeProvider time)
{
    private const int MaxAttempts = 5;

    /// <param name="mayRetire">Called with the current revision; false leaves the policy unchanged. Called again after a conflict.</param>
    public async Task<RetireResult> RetireAsync(ServerId server, PolicyId policy, Func<PolicyRevision, bool> mayRetire, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await policies.FindCurrentAsync(server, policy, cancellationToken) is not { } current)
            {
                return new RetireResult.Unknown();
            }

            if (!mayRetire(current))
            {
                return new RetireResult.Outdated(current);
            }

            // A grant that is given the policy after this check has no policy afterwards, so it is denied every call.
            if (await UsersOfAsync(server, policy, cancellationToken) is { Count: > 0 } users)
            {
                return new RetireResult.InUse(users);
            }

            if (await policies.RetireAsync(server, policy, current.Number, time.GetUtcNow(), cancellationToken) == SaveResult.Saved)
            {
                return new RetireResult.Retired(current);
            }
        }

        return new RetireResult.Contended(MaxAttempts);
    }

    /// <summary>Retires every policy of a server that is being removed, and detaches its invariants, so that a server created under its id later starts without them.</summary>
    public async Task RetireAllAsync(ServerId server, CancellationToken cancellationToken)
    {
        await foreach (var listed in policies.ListAsync(server, cancellationToken))
        {
            var current = listed;
            while (current is not null && await policies.RetireAsync(server, current.Policy, current.Number, time.GetUtcNow(), cancellationToken) == SaveResult.Conflict)
            {
                current = await policies.FindCurrentAsync(server, current.Policy, cancellationToken);
            }
        }

        await policies.DeleteInvariantsAsync(server, cancellationToken);
    }

    private async Task<IReadOnlyList<GrantId>> UsersOfAsync(ServerId server, PolicyId policy, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return await grants.ListAsync(server, cancellationToken)
            .Where(stored => stored.Value.Access.Find(server)?.Policy == policy && stored.Value.IsLive(now))
            .Select(stored => stored.Value.Id)
            .ToListAsync(cancellationToken);
    }
}

/// <summary>The result of retiring a policy.</summary>
public abstract record RetireResult
{
    private RetireResult() { }

    /// <param name="Last">The revision that was in force until now.</param>
    public sealed record Retired(PolicyRevision Last) : RetireResult;

    /// <summary>The policy does not exist or is retired already.</summary>
    public sealed record Unknown : RetireResult;

    /// <summary>The current revision is not the one the caller expected.</summary>
    public sealed record Outdated(PolicyRevision Current) : RetireResult;

    /// <summary>Live grants name the policy.</summary>
    public sealed record InUse(IReadOnlyList<GrantId> Grants) : RetireResult;

    /// <summary>Every attempt met a conflicting change.</summary>
    public sealed record Contended(int Attempts) : RetireResult;
}
