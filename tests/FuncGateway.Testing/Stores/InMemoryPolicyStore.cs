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

    public FakeOutage Outage { get; } = new(changed);

    public async Task<PolicyRevision?> FindCurrentAsync(ServerId server, PolicyId policy, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return NewestFirst(server, policy).FirstOrDefault();
    }

    public async Task<PolicyRevision?> FindAsync(ServerId server, PolicyId policy, int number, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return NewestFirst(server, policy).FirstOrDefault(revision => revision.Number == number);
    }

    public async IAsyncEnumerable<PolicyRevision> ListAsync(ServerId server, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        foreach (var policy in All().Where(revision => revision.Server == server).Select(revision => revision.Policy).Distinct().OrderBy(id => id.Value, StringComparer.Ordinal))
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
            var current = _revisions.Where(each => each.Server == revision.Server && each.Policy == revision.Policy).Max(each => (int?)each.Number) ?? 0;
            if (revision.Number != current + 1)
            {
                return SaveResult.Conflict;
            }

            _revisions.Add(revision with { Document = revision.Document.ToArray() });
        }

        changed?.Raise();
        return SaveResult.Saved;
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
