using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Core.Audit;

/// <summary>Proves to others that a record is in the log, without showing them any other record: docs/operate/audit-format.md.</summary>
public sealed class AuditProofs(IAuditStore store, EntrySearch entries, SignedCheckpoints checkpoints, CheckpointSearch search)
{
    /// <summary>Returns the proofs of an entry's record and of its ending's; null if there is no such entry, or no checkpoint that covers it yet.</summary>
    /// <param name="id">The id of the entry, which begins with the time at which it was opened.</param>
    public async Task<EntryProof?> FindAsync(AuditStream stream, Ulid id, CancellationToken cancellationToken)
    {
        RecordProof? entry = null, ending = null;
        await foreach (var (_, block) in entries.ListBlocksAsync(stream, id, cancellationToken))
        {
            var (begun, ended) = Find(block, stream, id.ToString());
            entry ??= begun is { } at ? await ProveAsync(block, at, cancellationToken) : null;
            ending ??= ended is { } end ? await ProveAsync(block, end, cancellationToken) : null;
        }

        return entry is null ? null : new(entry, ending);
    }

    // The places of the entry and of its ending in the block.
    private static (int? Begun, int? Ended) Find(AuditBlock block, AuditStream stream, string id)
    {
        var (index, begun, ended) = (0, (int?)null, (int?)null);
        foreach (var range in block.Lines.Span.Split((byte)'\n'))
        {
            var (entry, ending) = AuditJson.ReadLine(stream, block.Lines.Span[range]);
            begun ??= entry?.Id == id ? index : null;
            ended ??= ending?.Ends == id ? index : null;
            index++;
        }

        return (begun, ended);
    }

    private async Task<RecordProof?> ProveAsync(AuditBlock block, int index, CancellationToken cancellationToken)
    {
        if (await FindCheckpointAsync(block, cancellationToken) is not { } covering)
        {
            return null;
        }

        string[] lines = [.. block.ReadLines()];
        var following = await store.ListBlocksAsync(block.Chain, new BlockRange(), cancellationToken)
            .SkipWhile(each => each.Number > covering.Blocks)
            .TakeWhile(each => each.Number > block.Number)
            .Select(each => new FollowingBlock(each.Root, BlockHash.OfText(each.Details)))
            .ToListAsync(cancellationToken);
        following.Reverse();
        return new(lines[index], index, lines.Length, MerkleTree.Path(block.Lines.Span, index), block.Chain.ToString(), block.Number, block.Previous, BlockHash.OfText(block.Details), following, covering.Checkpoint);
    }

    // The first one that names the block. Their times do not decrease, unless a clock was wrong by more than a day, and a checkpoint is never older than the entries in the blocks that it names.
    private async Task<(Checkpoint Checkpoint, long Blocks)?> FindCheckpointAsync(AuditBlock block, CancellationToken cancellationToken)
    {
        var last = (await checkpoints.FindEndAsync(cancellationToken))?.Last?.Checkpoint.Number ?? 0;
        for (var number = await search.FindStartAsync(block.First ?? default, last, cancellationToken); number <= last; number++)
        {
            var reading = await checkpoints.FindAsync(number, cancellationToken);
            if (!reading.Exists)
            {
                return null;
            }

            if (reading.Signed is not { } signed)
            {
                continue;
            }

            if (signed.Content.Day > block.Chain.Day.AddDays(2))
            {
                // Later checkpoints name later days.
                return null;
            }

            if (signed.Content.Chains.FirstOrDefault(chain => chain.Chain == block.Chain.ToString()) is { } stated && stated.Blocks >= block.Number)
            {
                return (signed.Checkpoint, stated.Blocks);
            }
        }

        return null;
    }
}

/// <param name="Ending">Null if the entry has no ending, or one that is not covered by a checkpoint yet.</param>
public sealed record EntryProof(RecordProof Entry, RecordProof? Ending);

/// <summary>What leads from a record to a checkpoint.</summary>
/// <param name="Line">The record.</param>
/// <param name="Index">Its place in the block, from 0.</param>
/// <param name="Size">The number of records in the block.</param>
/// <param name="Path">The hashes of the siblings in the block's tree, lowest first.</param>
/// <param name="Chain">The name of the block's chain.</param>
/// <param name="Number">The number of the block.</param>
/// <param name="Previous">The hash of the block before.</param>
/// <param name="Details">The SHA-256 of the block's details.</param>
/// <param name="Following">The blocks after it, up to the one that the checkpoint names.</param>
public sealed record RecordProof(
    string Line, int Index, int Size, IReadOnlyList<string> Path, string Chain, int Number, string Previous, string Details, IReadOnlyList<FollowingBlock> Following, Checkpoint Checkpoint);

/// <param name="Root">The root of the block's tree.</param>
/// <param name="Details">The SHA-256 of the block's details.</param>
public sealed record FollowingBlock(string Root, string Details);
