using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Core.Audit.Offline;

/// <summary>Verifies exported checkpoints one after the other, and keeps what they say of the chains.</summary>
/// <param name="firstKept">Checkpoints before the last one of an earlier day may be missing; null if none may be.</param>
internal sealed class OfflineCheckpoints(OfflineKeys keys, DateOnly? firstKept, OfflineFindings findings)
{
    private readonly OfflineLinks _links = new(firstKept, findings);
    private readonly Dictionary<ChainName, ChainStatements> _statements = [];

    public long Count { get; private set; }

    /// <summary>The chains that a checkpoint with a valid signature names.</summary>
    public IEnumerable<KeyValuePair<ChainName, ChainStatements>> Statements => _statements;

    public ChainStatements? Find(ChainName chain) => _statements.GetValueOrDefault(chain);

    public void Add(OfflineLine line)
    {
        Count++;
        ExportedCheckpoint checkpoint;
        try
        {
            checkpoint = ExportedCheckpoint.Read(ExportedObject.Parse(line.Text, "the line"));
        }
        catch (UnreadableException e)
        {
            findings.Add(AuditProblemKind.Unreadable, line.Place, e.Message);
            _links.PassOver(null);
            return;
        }

        // What was not signed by a known key says nothing about the log, and the gateway passes over it.
        if (ProblemOf(checkpoint) is { } wrong)
        {
            findings.Add(wrong.Kind, checkpoint.Where, wrong.What);
            _links.PassOver(checkpoint);
            return;
        }

        _links.Add(checkpoint);
        VerifyChains(checkpoint);
    }

    private (AuditProblemKind Kind, string What)? ProblemOf(ExportedCheckpoint checkpoint) =>
        keys.ProblemOf(checkpoint.Signed) is { } wrong ? wrong
        : checkpoint.StatedNumber != checkpoint.Number ? (AuditProblemKind.Broken, $"it was signed as checkpoint {checkpoint.StatedNumber}")
        : null;

    private void VerifyChains(ExportedCheckpoint checkpoint)
    {
        var named = new HashSet<ChainName>();
        foreach (var (chain, stated) in checkpoint.Chains)
        {
            if (!named.Add(chain))
            {
                findings.Add(AuditProblemKind.Broken, checkpoint.Where, $"it names {chain} twice");
                continue;
            }

            if (stated.Blocks == 0 && stated.Hash != BlockHash.Of(chain))
            {
                findings.Add(AuditProblemKind.Broken, checkpoint.Where, $"the hash of {chain}, which has no blocks, is not that of its name");
            }

            Compare(checkpoint, chain, stated);
        }
    }

    private void Compare(ExportedCheckpoint checkpoint, ChainName chain, CheckpointChain stated)
    {
        if (!_statements.TryGetValue(chain, out var earlier))
        {
            _statements[chain] = earlier = new();
        }

        if (earlier.Find(stated.Blocks) is { } same && !same.Has(stated.Hash))
        {
            findings.Add(AuditProblemKind.Forked, checkpoint.Where, $"it gives block {stated.Blocks} of {chain} another hash than checkpoint {same.Checkpoint}");
            return;
        }

        if (stated.Blocks < earlier.Blocks)
        {
            findings.Add(AuditProblemKind.Truncated, checkpoint.Where, $"it says that {chain} has {stated.Blocks} blocks, and checkpoint {earlier.Checkpoint} that it has {earlier.Blocks}");
        }
        else if (earlier.IsClosed && (stated.Blocks > earlier.Blocks || !stated.Closed))
        {
            findings.Add(AuditProblemKind.Broken, checkpoint.Where, $"it says that {chain} went on after it was closed");
        }

        earlier.Add(stated, checkpoint.Number);
    }
}
