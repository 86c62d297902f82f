using System.Runtime.CompilerServices;

namespace FuncGateway.Core.Audit;

/// <summary>Finds the records of one entry by its id.</summary>
public sealed class EntrySearch(IAuditStore store)
{
    // An id can name times that no day has.
    private static readonly Ulid Latest = Ulid.NewUlid(DateTimeOffset.MaxValue.AddDays(-3), new byte[10]);

    /// <summary>Returns the entry, completed by its ending if it has one; null if there is none.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<AuditEntry?> FindAsync(AuditStream stream, Ulid id, CancellationToken cancellationToken)
    {
        AuditEntry? entry = null;
        AuditEnding? ending = null;
        await foreach (var (chain, block) in ListBlocksAsync(stream, id, cancellationToken))
        {
            // What is beyond the end of the chain was never part of the log.
            if (chain.State == ChainState.Closed ? block.Number <= chain.Blocks : block.Number <= ((await ChainEnd.FindAsync(store, chain.Chain, cancellationToken))?.Head.Number ?? int.MaxValue))
            {
                var records = BlockRecord.ListOf(block);
                entry ??= records.Select(record => record.Entry).FirstOrDefault(each => each?.Id == id.ToString());
                ending ??= records.Select(record => record.Ending).FirstOrDefault(each => each?.Ends == id.ToString());
            }
        }

        return entry?.Outcome is null ? entry?.With(ending ?? new AuditEnding(AuditOutcome.Unknown)) : entry;
    }

    /// <summary>Lists the blocks that may have a record of the entry, with their chains.</summary>
    /// <param name="id">The id of the entry, which begins with the time at which it was opened.</param>
    internal async IAsyncEnumerable<(ChainRecord Chain, AuditBlock Block)> ListBlocksAsync(AuditStream stream, Ulid id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (id.CompareTo(Latest) > 0)
        {
            yield break;
        }

        // An entry of a request that waited has a later time than its id, perhaps on the next day.
        var day = DateOnly.FromDateTime(id.Time.UtcDateTime);
        await foreach (var chain in store.ListChainsAsync(stream, day, day.AddDays(1), cancellationToken).Select(stored => stored.Value))
        {
            await foreach (var block in store.ListBlocksAsync(chain.Chain, new BlockRange(From: id.Time), cancellationToken))
            {
                if (MayHave(block, [id.ToString()]) && await store.FindBlockAsync(chain.Chain, block.Number, cancellationToken) is { } whole)
                {
                    yield return (chain, whole);
                }
            }
        }
    }

    /// <summary>False if the block certainly has no record of any of the entries.</summary>
    internal static bool MayHave(AuditBlock block, IEnumerable<string> ids) =>
        BlockDetails.Read(block.Details) is { Records: > 0 } details && ids.Any(id => BlockFilter.MayHave(details.Keys, BlockFilter.IdKey(id)));
}
