namespace FuncGateway.Core.Audit;

/// <summary>Reads the records of one chain in the order in which they were stored, from a place on, as far as they are stored without a gap.</summary>
internal sealed class ChainTail(ChainRecord chain, TailPlace place, IAuditStore store)
{
    private const int BlocksAtOnce = 10;
    private readonly Queue<AuditBlock> _blocks = new();
    private IReadOnlyList<BlockRecord> _records = [];

    public ChainRecord Chain => chain;

    public TailPlace Place { get; private set; } = place;

    /// <summary>The number of the block that <see cref="Next"/> is in.</summary>
    public int Number => Place.Blocks + 1;

    /// <summary>The next record; null if there is none yet.</summary>
    public BlockRecord? Next => Place.Records < _records.Count ? _records[Place.Records] : null;

    /// <summary>The earliest time of an entry in the block that <see cref="Next"/> is in.</summary>
    public DateTimeOffset NextAt { get; private set; }

    /// <summary>Whether it was closed, and everything in it has been read.</summary>
    public bool IsOver => chain.State == ChainState.Closed && Place.Blocks >= chain.Blocks;

    /// <summary>Goes on to the next record.</summary>
    public async Task MoveAsync(CancellationToken cancellationToken)
    {
        Place = Place with { Records = Place.Records + 1 };
        if (Next is null)
        {
            Place = new(Place.Blocks + 1, 0);
            await LoadAsync(cancellationToken);
        }
    }

    /// <summary>Makes <see cref="Next"/> known.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        _records = [];
        while (_records.Count <= Place.Records)
        {
            if (!_blocks.TryDequeue(out var block))
            {
                await ReadAsync(cancellationToken);
                if (!_blocks.TryDequeue(out block))
                {
                    return;
                }
            }

            // Blocks without records are passed, and so are blocks that are missing in a closed chain, which verification reports.
            Place = block.Number == Number ? Place : new(block.Number - 1, 0);
            (_records, NextAt) = (BlockRecord.ListOf(block), block.First ?? DateTimeOffset.MinValue);
            if (_records.Count <= Place.Records)
            {
                Place = new(block.Number, 0);
                _records = [];
            }
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (_blocks.Count == 0 && !IsOver)
        {
            var (after, isClosed) = (Place.Blocks, chain.State == ChainState.Closed);
            var through = isClosed ? Math.Min(chain.Blocks, after + BlocksAtOnce) : after + BlocksAtOnce;
            var newest = await store.ListBlocksAsync(chain.Chain, new BlockRange(WithLines: true, PageSize: BlocksAtOnce) { After = after, Through = through }, cancellationToken).ToListAsync(cancellationToken);
            newest.Reverse();

            // The block before a gap may still be on its way; of a closed chain, nothing is.
            foreach (var block in newest.Where((block, index) => isClosed || block.Number == after + 1 + index))
            {
                _blocks.Enqueue(block);
            }

            if (_blocks.Count > 0 || !isClosed)
            {
                return;
            }

            Place = new(through, 0);
        }
    }
}
