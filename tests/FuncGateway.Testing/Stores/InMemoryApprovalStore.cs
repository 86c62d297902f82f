using System.Collections.Concurrent;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Testing.Stores;

public sealed class InMemoryApprovalStore(Signal? changed = null) : IApprovalStore
{
    private readonly InMemoryRows<ApprovalId, Approval> _rows = new(changed);
    private readonly ConcurrentDictionary<ApprovalId, byte[]> _arguments = new();

    public FakeOutage Outage { get; } = new(changed);

    /// <summary>If set, the next change is stored, and then this is answered, or thrown, instead of its result.</summary>
    public Func<Task<SaveResult>>? AfterNextSave { get; set; }

    /// <summary>If set, this is done before the next approval is added, as if by another instance.</summary>
    public Func<Task>? BeforeNextAdd { get; set; }

    /// <summary>Every approval there is, oldest first.</summary>
    public IReadOnlyList<Approval> All => [.. Sorted().Select(stored => stored.Value)];

    public async Task<IReadOnlyList<Stored<Approval>>> ListRoundsAsync(CallKey call, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return [.. _rows.All.Where(stored => stored.Value.Id.Call == call).OrderByDescending(stored => stored.Value.Id.Round).Take(4)];
    }

    public async Task<Stored<Approval>?> FindAsync(ApprovalId id, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _rows.Find(id);
    }

    public async Task<byte[]?> FindArgumentsAsync(ApprovalId id, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return _arguments.GetValueOrDefault(id);
    }

    public async Task<SaveResult> AddAsync(Approval approval, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        if (BeforeNextAdd is { } before)
        {
            BeforeNextAdd = null;
            await before();
        }

        if (_rows.Add(approval.Id, approval) == SaveResult.Conflict)
        {
            return SaveResult.Conflict;
        }

        _arguments[approval.Id] = arguments.ToArray();
        return SaveResult.Saved;
    }

    public async Task<SaveResult> SaveAsync(Approval approval, RowVersion version, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        var result = _rows.Replace(approval.Id, approval, version);
        if (AfterNextSave is not { } answer)
        {
            return result;
        }

        AfterNextSave = null;
        return await answer();
    }

    public async Task<bool> WithdrawAsync(ApprovalId id, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        if (_rows.Find(id) is not { Value.State: ApprovalState.Pending } stored || _rows.Delete(id, stored.Version) == SaveResult.Conflict)
        {
            return false;
        }

        _arguments.TryRemove(id, out _);
        return true;
    }

    public async Task<ApprovalPage> ListAsync(ApprovalQuery query, string? cursor, int count, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        var sorted = query.IsNewestFirst ? Sorted().Reverse() : Sorted();
        var matching = sorted.Where(stored => query.Matches(stored.Value)).ToArray();
        var start = cursor is null ? 0 : Array.FindIndex(matching, stored => stored.Value.Id.ToString() == cursor) + 1;
        if (cursor is not null && start == 0 && !ApprovalId.TryParse(cursor, out _))
        {
            throw new ArgumentException("The cursor is not one that a page ended with.", nameof(cursor));
        }

        var page = matching[start..Math.Min(matching.Length, start + count)];
        return new ApprovalPage(page, start + count < matching.Length ? page[^1].Value.Id.ToString() : null);
    }

    public async Task<int> CountPendingAsync(GrantId grant, int atMost, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        return Math.Min(atMost, _rows.All.Count(stored => stored.Value.Subject.Grant == grant && stored.Value.StateAt(now) == ApprovalState.Pending));
    }

    public async Task<int> DeleteAsync(DateTimeOffset createdBefore, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Outage.PassAsync(cancellationToken);
        var over = _rows.All.Where(stored => stored.Value.CreatedAt <= createdBefore && stored.Value.StateAt(now) is not (ApprovalState.Pending or ApprovalState.Approved)).ToArray();
        foreach (var stored in over)
        {
            _rows.Delete(stored.Value.Id, stored.Version);
            _arguments.TryRemove(stored.Value.Id, out _);
        }

        return over.Length;
    }

    private IEnumerable<Stored<Approval>> Sorted() => _rows.All.OrderBy(stored => stored.Value.CreatedAt).ThenBy(stored => stored.Value.Id.ToString(), StringComparer.Ordinal);
}
