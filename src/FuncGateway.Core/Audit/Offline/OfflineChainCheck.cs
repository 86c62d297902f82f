namespace FuncGateway.Core.Audit.Offline;

/// <summary>Verifies one exported chain, newest block first. Keeps only what the next block is compared with.</summary>
/// <param name="stated">What the checkpoints say of the chain; null if none names it.</param>
internal sealed class OfflineChainCheck(ChainName chain, ChainStatements? stated, OfflineFindings findings)
{
    private long? _newest;
    private long _knownStored;

    // The block with the lowest number so far, without its lines.
    private ExportedBlock? _above;

    public ChainName Chain => chain;

    public void Add(ExportedBlock block)
    {
        new OfflineBlockCheck(block, findings).Run();
        if (_above is not { } above)
        {
            _newest = block.Number;
            VerifyEnd(block);
        }
        else if (block.Number == above.Number)
        {
            var isSame = block.Hash == above.Hash;
            findings.Add(isSame ? AuditProblemKind.Broken : AuditProblemKind.Forked, block.Where, isSame ? "it occurs twice" : "there are two blocks with this number");
            return;
        }
        else if (block.Number > above.Number)
        {
            findings.Add(AuditProblemKind.Reordered, block.Where, $"it comes after block {above.Number}");
            return;
        }
        else
        {
            VerifyStep(block, above);
        }

        VerifyStart(block);
        if (stated?.Find(block.Number) is { } named && !named.Has(block.Hash))
        {
            findings.Add(AuditProblemKind.Forked, block.Where, $"it is not the block that checkpoint {named.Checkpoint} names");
        }

        _knownStored = Math.Max(_knownStored, block.Stored);
        _above = block with { Lines = [] };
    }

    /// <summary>Call it after the last block of the chain.</summary>
    public void Finish()
    {
        if (_above?.Number > 1)
        {
            AddGap(1, _above.Number - 1);
        }
    }

    private void VerifyEnd(ExportedBlock block)
    {
        var blocks = stated?.Blocks ?? 0;
        if (block.Number < blocks)
        {
            findings.Add(AuditProblemKind.Truncated, $"{chain}", $"its last block is {block.Number}; checkpoint {stated?.Checkpoint} says {blocks}");
        }

        if (block.Number <= blocks)
        {
            return;
        }

        if (stated is { IsClosed: true })
        {
            findings.Add(AuditProblemKind.Broken, $"{chain}", $"it went on after checkpoint {stated.Checkpoint} says that it was closed");
        }

        findings.AddNote(new OfflineFinding.NotYetCheckpointed($"{chain}", $"{(blocks > 0 ? $"its blocks after {blocks}" : "it")} can still be replaced by a valid chain without notice"));
    }

    private void VerifyStep(ExportedBlock block, ExportedBlock above)
    {
        if (block.IsClosing)
        {
            findings.Add(AuditProblemKind.Broken, block.Where, "the chain goes on after the block that closes it");
        }

        if (block.Number < above.Number - 1)
        {
            AddGap(block.Number + 1, above.Number - 1);
        }
        else if (block.Hash != above.Previous)
        {
            findings.Add(AuditProblemKind.Broken, block.Where, "the next block does not follow this one");
        }
        else if (above.Through != (block.Through > above.Last ? block.Through : above.Last ?? block.Through))
        {
            findings.Add(AuditProblemKind.Broken, above.Where, "the latest time up to here is not that of the blocks");
        }
    }

    private void VerifyStart(ExportedBlock block)
    {
        if (block.Number == 1 && block.Previous != BlockHash.Of(chain))
        {
            findings.Add(AuditProblemKind.Broken, block.Where, "it does not begin this chain");
        }

        if (block.Number == 1 && block.Through != block.Last)
        {
            findings.Add(AuditProblemKind.Broken, block.Where, "the latest time up to here is not that of the block");
        }
    }

    // As many blocks as can be on their way at once may be missing after a crash, unless a later block or a checkpoint says that they were stored.
    private void AddGap(long first, long last)
    {
        var what = first == last ? $"block {first} is" : $"blocks {first} to {last} are";
        if (_knownStored < first && _newest - first < AuditChain.MaxUnderWay && !(stated?.Blocks >= first))
        {
            findings.AddNote(new OfflineFinding.UnfinishedTail($"{chain}", $"{what} missing after a crash; nothing from there on was answered"));
        }
        else
        {
            findings.Add(AuditProblemKind.Truncated, $"{chain}", $"{what} missing");
        }
    }
}
