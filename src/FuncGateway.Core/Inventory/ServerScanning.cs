using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Inventory;

/// <summary>Scans servers: asks one for everything it has to offer, and keeps that as a snapshot.</summary>
// Five parameters: the server, what asks it, where the answer is kept, and where it is noted that there was none.
public sealed class ServerScanning(OpenedServers servers, IServerScanner scanner, IInventoryStore store, ServerProblems problems, TimeProvider time)
{
    /// <summary>How many snapshots are kept of a server. The oldest make room.</summary>
    public const int MaxSnapshots = 200;

    private const int MaxAttempts = 5;

    /// <summary>Asks a server without keeping anything.</summary>
    /// <exception cref="StoreUnavailableException">The server's credentials cannot be read.</exception>
    public async Task<ScanResult?> ProbeAsync(ServerId id, CancellationToken cancellationToken) =>
        await servers.FindAsync(id, cancellationToken) is { } server ? await AskAsync(server, ScanBounds.ProbeTimeout, cancellationToken) : null;

    /// <param name="by">Who scans, as named by the sign-in.</param>
    /// <exception cref="StoreUnavailableException">A store did not answer.</exception>
    public async Task<ScanOutcome> ScanAsync(ServerId id, string by, CancellationToken cancellationToken)
    {
        if (await servers.FindAsync(id, cancellationToken) is not { } server)
        {
            return new ScanOutcome.Unknown();
        }

        var begun = time.GetUtcNow();
        return await AskAsync(server, ScanBounds.Timeout, cancellationToken) switch
        {
            ScanResult.Reached { Server: var scanned } => await KeepOfAsync(server, by, scanned, begun, cancellationToken),
            ScanResult.Failed failed => new ScanOutcome.Failed(failed.Why, failed.NeedsAuthentication),
            var other => throw new InvalidOperationException($"Unknown scan result: {other}."),
        };
    }

    private async Task<ScanResult> AskAsync(Server server, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var result = await scanner.ScanAsync(server, timeout, cancellationToken);
        problems.Note(server.Id, (result as ScanResult.Failed)?.Why);
        return result;
    }

    // What was found belongs to the server as it was when the scan began.
    private async Task<ScanOutcome> KeepOfAsync(Server server, string by, ScannedServer scanned, DateTimeOffset begun, CancellationToken cancellationToken)
    {
        if (await servers.FindAsync(server.Id, cancellationToken) is { } before && before.UpstreamUrl != server.UpstreamUrl)
        {
            return new ScanOutcome.Failed("Its address was changed during the scan; scan it again.", NeedsAuthentication: false);
        }

        var outcome = await KeepAsync(server.Id, by, scanned, begun, cancellationToken);
        if (await servers.FindAsync(server.Id, cancellationToken) is null)
        {
            // Its removal deletes the inventory, and may have done so before this scan was kept.
            await store.DeleteAsync(server.Id, cancellationToken);
            return new ScanOutcome.Unknown();
        }

        return outcome;
    }

    private async Task<ScanOutcome> KeepAsync(ServerId server, string by, ScannedServer scanned, DateTimeOffset begun, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var last = await store.ListSnapshotsAsync(server, cancellationToken).FirstOrDefaultAsync(cancellationToken);
            var snapshot = new Snapshot(server, (last?.Number ?? 0) + 1, time.GetUtcNow(), by, scanned);
            if (await store.AddSnapshotAsync(snapshot, cancellationToken) == SaveResult.Conflict)
            {
                // Another scan was faster.
                continue;
            }

            var before = last is null ? null : await store.FindSnapshotAsync(server, last.Number, cancellationToken);
            await store.DeleteSnapshotAsync(server, snapshot.Number - MaxSnapshots, cancellationToken);
            return await UpdateAsync(snapshot, begun, cancellationToken) is { } inventory
                ? new ScanOutcome.Kept(snapshot, before is null ? [] : SnapshotComparison.Compare(before, snapshot), inventory)
                : new ScanOutcome.Contended(MaxAttempts);
        }

        return new ScanOutcome.Contended(MaxAttempts);
    }

    // The first snapshot of a server is accepted as a whole. Returns null if there is always another change at the same time.
    private async Task<ServerInventory?> UpdateAsync(Snapshot snapshot, DateTimeOffset begun, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await store.FindAsync(snapshot.Server, cancellationToken);
            var next = stored?.Value.After(snapshot, begun) ?? ServerInventory.Of(snapshot);
            if (await store.SaveAsync(next, stored?.Version, cancellationToken) == SaveResult.Saved)
            {
                return next;
            }
        }

        return null;
    }
}

/// <summary>The result of scanning a server.</summary>
public abstract record ScanOutcome
{
    private ScanOutcome() { }

    /// <param name="Differences">From the snapshot before; empty for the first one.</param>
    /// <param name="Inventory">As it is after the scan.</param>
    public sealed record Kept(Snapshot Snapshot, IReadOnlyList<SnapshotDifference> Differences, ServerInventory Inventory) : ScanOutcome
    {
        public bool IsFirst => Snapshot.Number == 1;
    }

    /// <summary>There is no such server.</summary>
    public sealed record Unknown : ScanOutcome;

    /// <summary>The server could not be read; nothing was kept.</summary>
    public sealed record Failed(string Why, bool NeedsAuthentication) : ScanOutcome;

    /// <summary>Every attempt met a conflicting scan.</summary>
    public sealed record Contended(int Attempts) : ScanOutcome;
}
