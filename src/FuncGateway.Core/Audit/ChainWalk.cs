namespace FuncGateway.Core.Audit;

/// <summary>Reads the blocks of one chain that a query may want, newest first.</summary>
/// <param name="pageSize">How many blocks are likely to be read; null if all are.</param>
internal sealed class ChainWalk(ChainRecord chain, AuditQuery query, IAuditStore store, int? pageSize) : IAsyncDisposable
{
    private IAsyncEnumerator<AuditBlock>? _blocks;
    private int _last;

    /// <summary>Nothing that has not been read is newer than this; null when all has been read.</summary>
    public DateTimeOffset? Bound { get; private set; } = chain.State == ChainState.Closed ? chain.Through ?? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;

    /// <summary>Reads on. Returns the next block with its records if it may be wanted, otherwise null.</summary>
    public async Task<AuditBlock?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_blocks is null)
        {
            _last = await FindLastAsync(cancellationToken);
            var range = new BlockRange(query.From, query.Newest, WithLines: !query.IsSelective, pageSize);
            _blocks = store.ListBlocksAsync(chain.Chain, range, cancellationToken).GetAsyncEnumerator(cancellationToken);
            await MoveNextAsync();
            return null;
        }

        var block = _blocks.Current;
        var isWanted = block.Number <= _last && (BlockDetails.Read(block.Details) is not { } details || query.MayWant(details));
        await MoveNextAsync();
        return !isWanted ? null : query.IsSelective ? await store.FindBlockAsync(block.Chain, block.Number, cancellationToken) : block;
    }

    public ValueTask DisposeAsync() => _blocks?.DisposeAsync() ?? default;

    // What is beyond the end of the chain was never part of the log.
    private async Task<int> FindLastAsync(CancellationToken cancellationToken) => chain.State == ChainState.Closed
        ? chain.Blocks
        : (await ChainEnd.FindAsync(store, chain.Chain, cancellationToken))?.Head.Number ?? int.MaxValue;

    // The next block bounds itself and all older ones. If it cannot be read, nothing more is known than before.
    private async Task MoveNextAsync() =>
        Bound = _blocks is not null && await _blocks.MoveNextAsync() ? BlockDetails.Read(_blocks.Current.Details)?.Through ?? Bound : null;
}
