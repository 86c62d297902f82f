namespace FuncGateway.Core.Approvals;

/// <summary>Finds how people decided about calls of the same tool, among the latest approvals of that tool that were decided. An agent cannot add to those.</summary>
public sealed class SimilarApprovals(IApprovalStore store)
{
    public const int MaxDecided = 5;
    private const int PageSize = 20;
    private const int MaxPages = 3;
    private static readonly ApprovalState[] DecidedStates = [ApprovalState.Approved, ApprovalState.Consumed, ApprovalState.Refused];

    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<SimilarDecisions> FindAsync(Approval approval, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(DecidedStates.Select(state => ListAsync(approval, state, cancellationToken)));
        var newest = found.SelectMany(decided => decided).OrderByDescending(decided => decided.CreatedAt).ToArray();
        return new SimilarDecisions([.. newest.Take(MaxDecided)], newest.FirstOrDefault(each => each.State is ApprovalState.Approved or ApprovalState.Consumed));
    }

    private async Task<IReadOnlyList<Approval>> ListAsync(Approval approval, ApprovalState state, CancellationToken cancellationToken)
    {
        var (similar, query, cursor) = (new List<Approval>(), new ApprovalQuery(state, Tool: approval.Subject.Tool), (string?)null);
        for (var page = 0; page < MaxPages && similar.Count < MaxDecided && (page == 0 || cursor is not null); page++)
        {
            var found = await store.ListAsync(query, cursor, PageSize, cancellationToken);
            similar.AddRange(found.Approvals.Select(stored => stored.Value).Where(each => each.Id != approval.Id && each.Answer is not null && each.Subject.Server == approval.Subject.Server));
            cursor = found.Cursor;
        }

        return similar;
    }
}

/// <summary>What people decided about other calls of the same tool of the same server.</summary>
/// <param name="Decided">The latest of them, newest first.</param>
/// <param name="LastApproved">The latest that was approved; null if none was found.</param>
public sealed record SimilarDecisions(IReadOnlyList<Approval> Decided, Approval? LastApproved);
