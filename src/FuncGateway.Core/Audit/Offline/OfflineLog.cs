namespace FuncGateway.Core.Audit.Offline;

/// <summary>Verifies exported blocks, which come chain by chain, each chain newest block first.</summary>
internal sealed class OfflineLog(OfflineCheckpoints checkpoints, OfflineFindings findings)
{
    private readonly HashSet<ChainName> _seen = [];
    private readonly HashSet<(AuditStream Stream, DateOnly Day)> _days = [];
    private OfflineChainCheck? _chain;

    public long Blocks { get; private set; }

    public long Records { get; private set; }

    public void Add(OfflineLine line)
    {
        ExportedBlock block;
        try
        {
            block = ExportedBlock.Read(line.Text);
        }
        catch (UnreadableException e)
        {
            findings.Add(AuditProblemKind.Unreadable, line.Place, e.Message);
            return;
        }

        (Blocks, Records) = (Blocks + 1, Records + block.Lines.Count);
        _days.Add((block.Chain.Stream, block.Chain.Day));
        if (_chain?.Chain != block.Chain)
        {
            _chain?.Finish();
            if (!_seen.Add(block.Chain))
            {
                findings.Add(AuditProblemKind.Reordered, block.Where, "the blocks of this chain are not together, or the chain occurs twice");
            }

            _chain = new(block.Chain, checkpoints.Find(block.Chain), findings);
        }

        _chain.Add(block);
    }

    /// <summary>Call it after the last block: reports the chains that a checkpoint names and the export does not have.</summary>
    public void Finish(OfflineScope scope)
    {
        _chain?.Finish();
        var missing = checkpoints.Statements.Where(each => each.Value.Blocks > 0 && !_seen.Contains(each.Key) && !MayMiss(scope, each.Key));
        foreach (var (chain, stated) in missing.Select(each => (Name: $"{each.Key}", each.Value)).OrderBy(each => each.Name, CodePointOrder.Instance))
        {
            findings.Add(AuditProblemKind.Truncated, chain, $"it is missing; checkpoint {stated.Checkpoint} says that it has {stated.Blocks} blocks");
        }
    }

    // A day before the retention is deleted as a whole.
    private bool MayMiss(OfflineScope scope, ChainName chain) =>
        (scope.Stream is { } only && chain.Stream != only) || (chain.Day < scope.FirstKept && !_days.Contains((chain.Stream, chain.Day)));
}
