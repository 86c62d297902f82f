using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit;

/// <summary>Keeps the register of chains: shows that ours are alive, and closes those that have ended, ours or a dead process's.</summary>
public sealed partial class ChainMaintenance(AuditLog log, IAuditStore store, TimeProvider time, ILogger<ChainMaintenance> logger)
{
    /// <summary>How often <see cref="RunAsync"/> should run.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>A writer that has not shown itself for this long is dead. If it is not, it finds its chain closed and begins another.</summary>
    public static readonly TimeSpan DeadAfter = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    /// <summary>Writes checkpoints of the chains that live, and closes what is over.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (live, over) = log.TakeOver(Quiet);
        foreach (var chain in over)
        {
            await chain.CloseAsync(cancellationToken);
            chain.Dispose();
        }

        var now = time.GetUtcNow();
        var heads = live.ToDictionary(chain => chain.Name, chain => chain.Head);
        var ended = over.Select(chain => chain.Name).ToHashSet();
        await foreach (var stored in store.ListChainsAsync(onlyOpen: true, cancellationToken))
        {
            if (heads.TryGetValue(stored.Value.Chain, out var head))
            {
                // A conflict means that another took us for dead; the next append will notice.
                await store.SaveChainAsync(head is null ? stored.Value with { SeenAt = now } : stored.Value.Seen(head, now), stored.Version, cancellationToken);
            }
            else if (ended.Contains(stored.Value.Chain) || now - stored.Value.SeenAt > DeadAfter)
            {
                await CloseAsync(stored, cancellationToken);
            }
        }
    }

    /// <summary>The clean end: everything is written and every chain closed.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        log.Stop();
        await RunAsync(cancellationToken);
    }

    /// <summary>True when the chain is closed afterwards.</summary>
    internal async Task<bool> CloseAsync(Stored<ChainRecord> stored, CancellationToken cancellationToken)
    {
        var found = await store.FindHeadAsync(stored.Value.Chain, cancellationToken);
        var head = found?.Value ?? ChainHead.Start(stored.Value.Chain);
        if (!head.IsClosed)
        {
            head = head with { IsClosed = true };
            if (await store.AppendAsync(head, found?.Version, [], cancellationToken) is null)
            {
                // It moves, so it lives.
                return false;
            }
        }

        LogClosed(head.Chain, head.Sequence);
        return await store.SaveChainAsync(stored.Value.Close(head, time.GetUtcNow()), stored.Version, cancellationToken) == SaveResult.Saved;
    }

    [LoggerMessage(LogLevel.Information, "Audit chain {Chain} is closed at record {Sequence}")]
    private partial void LogClosed(ChainName chain, int sequence);
}
