using FuncGateway.Core.Servers;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Core.Policies;

/// <summary>Publishes a document as the next revision of a policy, if it has no problems.</summary>
public sealed class PolicyPublishing(IPolicyStore policies, TimeProvider time)
{
    private const int MaxAttempts = 5;

    /// <param name="document">UTF-8 JSON. A restored document is validated again: a later release may no longer accept it.</param>
    /// <param name="by">Who publishes.</param>
    /// <param name="restoredFrom">The revision that is being restored; null for a new document.</param>
    /// <param name="mayFollow">Whether the new revision may follow the current one, which is null if there is none. Called again after a conflict.</param>
    public async Task<PublishResult> PublishAsync(
        ServerId server, PolicyId policy, ReadOnlyMemory<byte> document, string by, int? restoredFrom, Func<PolicyRevision?, bool> mayFollow, CancellationToken cancellationToken)
    {
        var reading = PolicyReader.Read(document.Span);
        if (reading.Policy is null)
        {
            return new PublishResult.Refused(reading.Problems);
        }

        var draft = new PolicyRevision(server, policy, 0, document, time.GetUtcNow(), by, restoredFrom);
        PolicyRevision? written = null;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var current = await policies.FindCurrentAsync(server, policy, cancellationToken);
            if (written is not null && (current?.Number, current?.CreatedAt, current?.By) == (written.Number, written.CreatedAt, written.By))
            {
                // The conflict was with this very change: a write is repeated if its response is lost.
                return new PublishResult.Published(written, reading.Warnings);
            }

            if (!mayFollow(current))
            {
                return new PublishResult.Outdated(current);
            }

            var next = draft with { Number = (current?.Number ?? 0) + 1 };
            written = next;
            if (await policies.AddAsync(next, cancellationToken) == SaveResult.Saved)
            {
                return new PublishResult.Published(next, reading.Warnings);
            }
        }

        return new PublishResult.Contended(MaxAttempts);
    }
}

/// <summary>The result of publishing a document.</summary>
public abstract record PublishResult
{
    private PublishResult() { }

    public sealed record Published(PolicyRevision Revision, IReadOnlyList<Problem> Warnings) : PublishResult;

    public sealed record Refused(IReadOnlyList<Problem> Problems) : PublishResult;

    /// <summary>The current revision is not the one the caller expected.</summary>
    public sealed record Outdated(PolicyRevision? Current) : PublishResult;

    /// <summary>Every attempt met a conflicting publication.</summary>
    public sealed record Contended(int Attempts) : PublishResult;
}
