namespace FuncGateway.Core.Audit;

/// <summary>Reads the blocks of one chain that a query may want, newest first.</summary>
internal sealed class ChainWalk(ChainRecord chain, AuditQuery query, IAuditStore store) : IAsyncDisposable
{
    // Blocks read at once: few with their records, many of which only the details are looked at.
    private const int RecordsPage = 20;
    private const int DetailsPage = 500;

    private IAsyncEnumerator<AuditBlock>? _blocks;
    private BlockDetails? _details;
    private int _last;

    /// <summary>Nothing that has not been read is newer than this; null when all has been read.</summary>
    public DateTimeOffset? Bound { get; private set; } = chain.State == ChainState.Closed ? chain.Through ?? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;

    /// <summary>Reads on. Returns the next block with its records if it may be wanted, otherwise null.</summary>
    public async Task<AuditBlock?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_blocks is null)
        {
            _last = await FindLastAsync(cancellationToken);
            var range = new BlockRange(query.From, query.Newest, WithLines: !query.IsSelective, query.IsSelective ? DetailsPage : RecordsPage);
            _blocks = store.ListBlocksAsync(chain.Chain, range, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await MoveNextAsync(_blocks);
            return null;
        }

        var block = _blocks.Current;
        var isWanted = block.Number <= _last && (_details is not { } details || query.MayWant(details));
        await MoveNextAsync(_blocks);
        return !isWanted ? null : query.IsSelective ? await store.FindBlockAsync(block.Chain, block.Number, cancellationToken) : block;
    }

    public ValueTask DisposeAsync() => _blocks?.DisposeAsync() ?? default;

    // What is beyond the end of the chain was never part of the log.
    private async Task<int> FindLastAsync(CancellationToken cancellationToken) => chain.State == ChainState.Closed
        ? chain.Blocks
        : (await ChainEnd.FindAsync(store, chain.Chain, cancellationToken))?.Head.Number ?? int.MaxValue;

    // The next block bounds itself and all older ones. If it cannot be read, nothing more is known than before.
    private async Task MoveNextAsync(IAsyncEnumerator<AuditBlock> blocks)
    {
        var hasNext = await blocks.MoveNextAsync();
        _details = hasNext ? BlockDetails.Read(blocks.Current.Details) : null;
        Bound = hasNext ? _details?.Through ?? Bound : null;
    }
}
