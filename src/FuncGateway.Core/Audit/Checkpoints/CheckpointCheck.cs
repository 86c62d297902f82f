namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>
/// Verifies checkpoints by themselves, one after the other in the order of their numbers: signatures, links, and that no chain becomes shorter, changes or
/// disappears from one to the next. Whether the log is what they state is verified elsewhere. What was not signed with a known key is reported, and says
/// nothing about the log or the other checkpoints.
/// </summary>
/// <param name="firstKept">The first day whose checkpoints must be kept: what is missing before a checkpoint of an earlier day is no problem. Null: all must be there.</param>
public sealed class CheckpointCheck(IEnumerable<CheckpointPublicKey> keys, DateOnly? firstKept = null)
{
    private readonly CheckpointKeys _keys = new(keys);
    private readonly List<CheckpointProblem> _problems = [];
    private SignedCheckpoint? _last;

    // What was not signed by the gateway since the last checkpoint that was.
    private Checkpoint? _foreign;
    private long _foreignCount;

    public IReadOnlyList<CheckpointProblem> Problems => _problems;

    /// <summary>The number of checkpoints so far.</summary>
    public long Count { get; private set; }

    private long LastNumber => _last?.Checkpoint.Number ?? 0;

    public static async Task<IReadOnlyList<CheckpointProblem>> RunAsync(IAsyncEnumerable<Checkpoint> checkpoints, IEnumerable<CheckpointPublicKey> keys, CancellationToken cancellationToken)
    {
        var check = new CheckpointCheck(keys);
        await foreach (var checkpoint in checkpoints.WithCancellation(cancellationToken))
        {
            check.Add(checkpoint);
        }

        return check.Problems;
    }

    /// <summary>Verifies one more. Returns its content, or null if it was not signed with a known key.</summary>
    public CheckpointContent? Add(Checkpoint checkpoint)
    {
        Count++;
        var (content, kind, problem) = _keys.Read(checkpoint);
        if (content is null)
        {
            Report(kind, checkpoint, problem);
            AddForeign(checkpoint);
        }
        else if (checkpoint.Number <= LastNumber)
        {
            Report(AuditProblemKind.Broken, checkpoint, $"follows checkpoint {LastNumber}");
        }
        else
        {
            CheckLink(checkpoint, content);
            CheckContent(checkpoint, content);
            (_last, _foreign, _foreignCount) = (new(checkpoint, content), null, 0);
        }

        return content;
    }

    private void AddForeign(Checkpoint checkpoint)
    {
        if (checkpoint.Number > Math.Max(LastNumber, _foreign?.Number ?? 0))
        {
            (_foreign, _foreignCount) = (checkpoint, _foreignCount + 1);
        }
    }

    // A gap is no problem if the checkpoint after it follows the one before it: what was in between was not signed by the gateway, and has been removed.
    private void CheckLink(Checkpoint checkpoint, CheckpointContent content)
    {
        var followsLast = content.Previous == (_last?.Checkpoint.Hash ?? CheckpointContent.NoPrevious);
        var followsForeign = _foreign?.Number == checkpoint.Number - 1 && content.Previous == _foreign.Hash;
        if (followsLast || followsForeign)
        {
            return;
        }

        var (first, last) = (LastNumber + 1, checkpoint.Number - 1);
        var missing = last - LastNumber - _foreignCount;
        if (missing == 0)
        {
            Report(AuditProblemKind.Broken, checkpoint, "does not follow the checkpoint before");
        }
        else if (!(content.ShownDay < firstKept))
        {
            var which = missing <= last - first ? $"{missing} of the checkpoints {first} to {last} are" : first == last ? $"checkpoint {first} is" : $"checkpoints {first} to {last} are";
            Report(AuditProblemKind.Truncated, checkpoint, $"is the next one, but {which} missing");
        }
    }

    private void CheckContent(Checkpoint checkpoint, CheckpointContent content)
    {
        if (content.At < _last?.Content.At)
        {
            Report(AuditProblemKind.Broken, checkpoint, "is older than the checkpoint before");
        }

        foreach (var twice in content.Chains.GroupBy(chain => chain.Chain, StringComparer.Ordinal).Where(chains => chains.Skip(1).Any()))
        {
            Report(AuditProblemKind.Broken, checkpoint, $"names the chain {twice.Key} twice");
        }

        foreach (var (kind, what) in _last is null ? [] : CheckpointComparison.Compare(_last.Content, content))
        {
            Report(kind, checkpoint, what);
        }
    }

    private void Report(AuditProblemKind kind, Checkpoint checkpoint, string what) =>
        _problems.Add(new(kind, checkpoint.Number, $"Checkpoint {checkpoint.Number} {what}."));
}
