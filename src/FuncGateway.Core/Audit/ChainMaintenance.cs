using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit;

/// <summary>Maintains the register of chains: updates the live chains of this process, and closes chains that have ended, including those of dead processes.</summary>
public sealed partial class ChainMaintenance(AuditLog log, IAuditStore store, TimeProvider time, ILogger<ChainMaintenance> logger)
{
    /// <summary>A writer that has not updated the register for this long is considered dead. If it is alive after all, it finds its chain closed and starts another.</summary>
    public static readonly TimeSpan DeadAfter = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan EndAfterQuiet = TimeSpan.FromMinutes(10);

    /// <summary>What a checkpoint still has to cover.</summary>
    internal UncoveredChains Uncovered { get; } = new();

    /// <summary>Updates the register's entries of the live chains and closes those that have ended.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (live, ended) = log.RemoveEnded(EndAfterQuiet);
        foreach (var chain in ended)
        {
            await chain.CloseAsync(cancellationToken);
            chain.Dispose();
        }

        var heads = live.Select(chain => chain.Head).ToDictionary(head => head.Chain);
        var endedNames = ended.Select(chain => chain.Name).ToHashSet();
        foreach (var stream in Enum.GetValues<AuditStream>())
        {
            // The chains of dead processes from earlier days are closed by AuditRetention.
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            var oldest = heads.Keys.Concat(endedNames).Select(chain => chain.Day).Append(today.AddDays(-1)).Min();
            await foreach (var stored in store.ListChainsAsync(stream, oldest, today.AddDays(1), cancellationToken))
            {
                await MaintainAsync(stored, heads.GetValueOrDefault(stored.Value.Chain), endedNames.Contains(stored.Value.Chain), cancellationToken);
            }
        }
    }

    /// <summary>Writes everything that is queued and closes every chain.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        log.Stop();
        await RunAsync(cancellationToken);
    }

    /// <summary>Whether the writer of an open chain must be considered dead.</summary>
    internal bool IsAbandoned(ChainRecord record) => record.State == ChainState.Open && time.GetUtcNow() - record.SeenAt > DeadAfter;

    /// <summary>Closes a chain with a last block. Returns whether it is closed afterwards.</summary>
    internal async Task<bool> CloseAsync(Stored<ChainRecord> stored, ChainClosing why, CancellationToken cancellationToken)
    {
        var chain = stored.Value.Chain;
        if (await ChainEnd.FindAsync(store, chain, cancellationToken) is not { } end || end.Head.Number < stored.Value.Blocks)
        {
            // Closing it here would hide that its end was cut off.
            LogDamaged(chain);
            return false;
        }

        if (end.Closed is null)
        {
            var closing = AuditBlock.Closing(end.Head, why);
            if (await store.AddBlockAsync(closing, cancellationToken) != SaveResult.Saved)
            {
                // The chain has a new block, so the writer is alive.
                return false;
            }

            end = new(closing.Head, why);
        }

        LogClosed(chain, end.Head.Number);
        return await SaveAsync(stored.Value.Close(end.Head, time.GetUtcNow()), stored.Version, cancellationToken);
    }

    private async Task MaintainAsync(Stored<ChainRecord> stored, ChainHead? live, bool hasEnded, CancellationToken cancellationToken)
    {
        if (stored.Value.State != ChainState.Open)
        {
            return;
        }

        if (live is not null)
        {
            // A conflict means that another process considered this one dead; the next block will detect it.
            await SaveAsync(stored.Value.Seen(live, time.GetUtcNow()), stored.Version, cancellationToken);
        }
        else if (hasEnded || IsAbandoned(stored.Value))
        {
            await CloseAsync(stored, hasEnded ? ChainClosing.Ended : ChainClosing.Abandoned, cancellationToken);
        }
    }

    private async Task<bool> SaveAsync(ChainRecord record, RowVersion version, CancellationToken cancellationToken)
    {
        if (await store.SaveChainAsync(record, version, cancellationToken) != SaveResult.Saved)
        {
            return false;
        }

        Uncovered.Add(record);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "Audit chain {Chain} cannot be closed: a block is missing that was stored. Verify the log")]
    private partial void LogDamaged(ChainName chain);

    [LoggerMessage(LogLevel.Information, "Audit chain {Chain} was closed at block {Number}")]
    private partial void LogClosed(ChainName chain, int number);
}
