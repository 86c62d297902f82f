using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit;

/// <summary>Maintains the register of chains: updates the live chains of this process, and closes chains that have ended, including those of dead processes.</summary>
public sealed partial class ChainMaintenance(AuditLog log, IAuditStore store, TimeProvider time, ILogger<ChainMaintenance> logger)
{
    /// <summary>How often <see cref="RunAsync"/> should run.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>A writer that has not updated the register for this long is considered dead. If it is alive after all, it finds its chain closed and starts another.</summary>
    public static readonly TimeSpan DeadAfter = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan EndAfterQuiet = TimeSpan.FromMinutes(10);

    /// <summary>Writes checkpoints of the live chains and closes those that have ended.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (live, ended) = log.RemoveEnded(EndAfterQuiet);
        foreach (var chain in ended)
        {
            await chain.CloseAsync(cancellationToken);
            chain.Dispose();
        }

        var now = time.GetUtcNow();
        var heads = live.ToDictionary(chain => chain.Name, chain => chain.Head);
        var endedNames = ended.Select(chain => chain.Name).ToHashSet();
        await foreach (var stored in store.ListChainsAsync(onlyOpen: true, cancellationToken))
        {
            if (heads.TryGetValue(stored.Value.Chain, out var head))
            {
                // A conflict means that another process considered this one dead; the next append will detect it.
                await store.SaveChainAsync(head is null ? stored.Value with { SeenAt = now } : stored.Value.Seen(head, now), stored.Version, cancellationToken);
            }
            else if (endedNames.Contains(stored.Value.Chain) || now - stored.Value.SeenAt > DeadAfter)
            {
                await CloseAsync(stored, cancellationToken);
            }
        }
    }

    /// <summary>Writes everything that is queued and closes every chain.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        log.Stop();
        await RunAsync(cancellationToken);
    }

    /// <summary>Returns whether the chain is closed afterwards.</summary>
    internal async Task<bool> CloseAsync(Stored<ChainRecord> stored, CancellationToken cancellationToken)
    {
        var found = await store.FindHeadAsync(stored.Value.Chain, cancellationToken);
        var head = found?.Value ?? ChainHead.Start(stored.Value.Chain);
        if (!head.IsClosed)
        {
            head = head with { IsClosed = true };
            if (await store.AppendAsync(head, found?.Version, [], cancellationToken) is null)
            {
                // The head has moved, so the writer is alive.
                return false;
            }
        }

        LogClosed(head.Chain, head.Sequence);
        return await store.SaveChainAsync(stored.Value.Close(head, time.GetUtcNow()), stored.Version, cancellationToken) == SaveResult.Saved;
    }

    [LoggerMessage(LogLevel.Information, "Audit chain {Chain} was closed at record {Sequence}")]
    private partial void LogClosed(ChainName chain, int sequence);
}
