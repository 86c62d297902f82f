using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using FuncGateway.Core;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Testing.Stores;

public sealed class InMemoryPolicyStore(Signal? changed = null) : IPolicyStore
{
    private readonly Lock _gate = new();
    private readonly List<PolicyRevision> _revisions = [];
    private readonly Dictionary<(ServerId Server, PolicyId Policy), (int Number, DateTimeOffset At)> _retired = [];

    private readonly ConcurrentDictionary<ServerId, AttachedInvariants> _invariants = new();

    public FakeOutage Outage { get; } = new(changed);

    public async Task<PolicyRevision?> FindCurrentAsync(ServerId server, PolicyId policy, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return IsRetired(server, policy) ? null : NewestFirst(server, policy).FirstOrDefault();
    }

    public async Task<PolicyRevision?> FindAsync(ServerId server, PolicyId policy, int number, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return NewestFirst(server, policy).FirstOrDefault(revision => revision.Number == number);
    }

    public async Task<int> FindLastNumberAsync(ServerId server, PolicyId policy, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        lock (_gate)
        {
            return LastNumber(server, policy);
        }
    }

    public async IAsyncEnumerable<PolicyRevision> ListAsync(ServerId server, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        foreach (var policy in All().Where(revision => revision.Server == server).Select(revision => revision.Policy).Distinct().Where(policy => !IsRetired(server, policy)).OrderBy(id => id.Value, StringComparer.Ordinal))
        {
            yield return NewestFirst(server, policy)[0];
        }
    }

    public async IAsyncEnumerable<PolicyRevision> ListRevisionsAsync(
        ServerId server, PolicyId policy, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        foreach (var revision in NewestFirst(server, policy))
        {
            yield return revision;
        }
    }

    public async Task<SaveResult> AddAsync(PolicyRevision revision, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        lock (_gate)
        {
            if (revision.Number != LastNumber(revision.Server, revision.Policy) + 1)
            {
                return SaveResult.Conflict;
            }

            _retired.Remove((revision.Server, revision.Policy));
            _revisions.Add(revision with { Document = revision.Document.ToArray() });
        }

        changed?.Raise();
        return SaveResult.Saved;
    }

    public async Task<SaveResult> RetireAsync(ServerId server, PolicyId policy, int number, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        lock (_gate)
        {
            if (number == 0 || number != LastNumber(server, policy) || !_retired.TryAdd((server, policy), (number, at)))
            {
                return SaveResult.Conflict;
            }
        }

        changed?.Raise();
        return SaveResult.Saved;
    }

    public async Task<int> DeleteRetiredAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        lock (_gate)
        {
            return _revisions.RemoveAll(each => _retired.TryGetValue((each.Server, each.Policy), out var retired) && retired.At < before);
        }
    }

    public async Task<AttachedInvariants?> FindInvariantsAsync(ServerId server, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _invariants.GetValueOrDefault(server);
    }

    public async Task SaveInvariantsAsync(ServerId server, AttachedInvariants invariants, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        _invariants[server] = invariants with { Document = invariants.Document.ToArray() };
    }

    public async Task<bool> DeleteInvariantsAsync(ServerId server, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _invariants.TryRemove(server, out _);
    }

    private int LastNumber(ServerId server, PolicyId policy) => _retired.TryGetValue((server, policy), out var retired)
        ? retired.Number
        : _revisions.Where(each => each.Server == server && each.Policy == policy).Max(each => (int?)each.Number) ?? 0;

    private bool IsRetired(ServerId server, PolicyId policy)
    {
        lock (_gate)
        {
            return _retired.ContainsKey((server, policy));
        }
    }

    private PolicyRevision[] NewestFirst(ServerId server, PolicyId policy) =>
        [.. All().Where(revision => revision.Server == server && revision.Policy == policy).OrderByDescending(revision => revision.Number)];

    private PolicyRevision[] All()
    {
        lock (_gate)
        {
            return [.. _revisions];
        }
    }
}
