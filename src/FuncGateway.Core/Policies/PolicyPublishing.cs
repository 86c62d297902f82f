using FuncGateway.Core.Servers;
using FuncGateway.Policies;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Core.Policies;

/// <summary>Publishes a document as the next revision of a policy, if it has no problems.</summary>
public sealed class PolicyPublishing(IPolicyStore policies, PolicyChecks checks, InvariantChecks invariants, TimeProvider time)
{
    private const int MaxAttempts = 5;

    /// <summary>Returns what publishing the document would return, except that <see cref="PublishResult.Checked"/> stands for the published revision. Stores nothing.</summary>
    public async Task<PublishResult> CheckAsync(PolicyDraft draft, Func<PolicyRevision?, bool> mayFollow, CancellationToken cancellationToken)
    {
        var reading = await ReadAsync(draft, cancellationToken);
        if (reading.Policy is null)
        {
            return new PublishResult.Refused(reading.Problems);
        }

        var current = await policies.FindCurrentAsync(draft.Server, draft.Policy, cancellationToken);
        return mayFollow(current) ? new PublishResult.Checked(current, reading.Warnings) : new PublishResult.Outdated(current);
    }

    /// <param name="draft">A restored document is validated again: a later release may no longer accept it.</param>
    /// <param name="by">Who publishes.</param>
    /// <param name="restoredFrom">The revision that is being restored; null for a new document.</param>
    /// <param name="mayFollow">Whether the new revision may follow the current one, which is null if there is none. Called again after a conflict.</param>
    public async Task<PublishResult> PublishAsync(PolicyDraft draft, string by, int? restoredFrom, Func<PolicyRevision?, bool> mayFollow, CancellationToken cancellationToken)
    {
        var reading = await ReadAsync(draft, cancellationToken);
        if (reading.Policy is null)
        {
            return new PublishResult.Refused(reading.Problems);
        }

        var (server, policy) = (draft.Server, draft.Policy);
        var revision = new PolicyRevision(server, policy, 0, draft.Document, time.GetUtcNow(), by, restoredFrom) { Note = draft.Note, Publication = Guid.NewGuid().ToString("N") };
        var isNew = false;
        (PolicyMode? Before, PolicyMode Now) modes = default;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var current = await policies.FindCurrentAsync(server, policy, cancellationToken);
            if (current is not null && current.Publication == revision.Publication)
            {
                // The conflict was with this very change: a write is repeated if its response is lost.
                return new PublishResult.Published(current, reading.Warnings) { IsNew = isNew, Modes = modes };
            }

            if (!mayFollow(current))
            {
                return new PublishResult.Outdated(current);
            }

            // A policy that was retired is published under the next number, so that no number ever names two documents.
            var last = current?.Number ?? await policies.FindLastNumberAsync(server, policy, cancellationToken);
            var next = revision with { Number = last + 1 };
            isNew = current is null;
            modes = (current is null ? null : PolicyReader.ModeOf(current.Document.Span), PolicyReader.ModeOf(draft.Document.Span));
            if (await policies.AddAsync(next, cancellationToken) == SaveResult.Saved)
            {
                return new PublishResult.Published(next, reading.Warnings) { IsNew = isNew, Modes = modes };
            }
        }

        return new PublishResult.Contended(MaxAttempts);
    }

    // Everything that a strict draft is warned about is a problem, and so is a call that an invariant of the server forbids.
    private async Task<PolicyReading> ReadAsync(PolicyDraft draft, CancellationToken cancellationToken)
    {
        var reading = await checks.CheckAsync(draft.Server, draft.Document, cancellationToken);
        if (reading.Policy is not null && await invariants.FindProblemsAsync(draft.Server, reading, cancellationToken) is { Count: > 0 } violations)
        {
            return new PolicyReading(null, violations, []);
        }

        return draft.IsStrict && reading.Warnings.Count > 0
            ? new PolicyReading(null, [.. reading.Problems, .. reading.Warnings], [])
            : reading;
    }
}

/// <summary>A document that is to become the next revision of a policy.</summary>
/// <param name="Document">UTF-8 JSON.</param>
/// <param name="IsStrict">Whether a warning prevents the publication.</param>
/// <param name="Note">Why it is published; null for no note.</param>
public sealed record PolicyDraft(ServerId Server, PolicyId Policy, ReadOnlyMemory<byte> Document, bool IsStrict = false, string? Note = null);

/// <summary>The result of publishing a document.</summary>
public abstract record PublishResult
{
    private PublishResult() { }

    public sealed record Published(PolicyRevision Revision, IReadOnlyList<Problem> Warnings) : PublishResult
    {
        /// <summary>Whether the policy did not exist before, or was retired.</summary>
        public bool IsNew { get; init; }

        /// <summary>The mode of the revision before, null if there was none, and of this one.</summary>
        public (PolicyMode? Before, PolicyMode Now) Modes { get; init; }
    }

    /// <summary>The document could be published; it was not.</summary>
    public sealed record Checked(PolicyRevision? Current, IReadOnlyList<Problem> Warnings) : PublishResult;

    public sealed record Refused(IReadOnlyList<Problem> Problems) : PublishResult;

    /// <summary>The current revision is not the one the caller expected.</summary>
    public sealed record Outdated(PolicyRevision? Current) : PublishResult;

    /// <summary>Every attempt met a conflicting publication.</summary>
    public sealed record Contended(int Attempts) : PublishResult;
}
