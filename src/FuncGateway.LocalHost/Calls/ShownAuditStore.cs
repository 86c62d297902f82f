using FuncGateway.Core;
using FuncGateway.Core.Audit;

namespace FuncGateway.LocalHost.Calls;

/// <summary>An audit store that hands the blocks it has stored to the terminal.</summary>
internal sealed class ShownAuditStore(IAuditStore store, CallLines lines) : IAuditStore
{
    public async Task<SaveResult> AddBlockAsync(AuditBlock block, CancellationToken cancellationToken)
    {
        var result = await store.AddBlockAsync(block, cancellationToken);
        if (result == SaveResult.Saved)
        {
            lines.Show(block);
        }

        return result;
    }

    public Task<AuditBlock?> FindBlockAsync(ChainName chain, int number, CancellationToken cancellationToken) => store.FindBlockAsync(chain, number, cancellationToken);

    public IAsyncEnumerable<AuditBlock> ListBlocksAsync(ChainName chain, BlockRange range, CancellationToken cancellationToken) => store.ListBlocksAsync(chain, range, cancellationToken);

    public IAsyncEnumerable<ChainName> ListWrittenChainsAsync(AuditStream stream, CancellationToken cancellationToken) => store.ListWrittenChainsAsync(stream, cancellationToken);

    public Task<int> DeleteBlocksAsync(ChainName chain, CancellationToken cancellationToken) => store.DeleteBlocksAsync(chain, cancellationToken);

    public Task<DateOnly?> FindDayAsync(AuditStream stream, DateOnly newest, CancellationToken cancellationToken) => store.FindDayAsync(stream, newest, cancellationToken);

    public IAsyncEnumerable<Stored<ChainRecord>> ListChainsAsync(AuditStream stream, DateOnly oldest, DateOnly newest, CancellationToken cancellationToken) =>
        store.ListChainsAsync(stream, oldest, newest, cancellationToken);

    public Task<SaveResult> SaveChainAsync(ChainRecord record, RowVersion? version, CancellationToken cancellationToken) => store.SaveChainAsync(record, version, cancellationToken);
}
