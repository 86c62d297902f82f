using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>The checkpoints that the gateway signed, among whatever else is stored in their place.</summary>
/// <param name="key">Null if no key is configured: then there are none.</param>
public sealed partial class SignedCheckpoints(ICheckpointStore store, ILogger<SignedCheckpoints> logger, ICheckpointKey? key = null)
{
    // As many as are read within some seconds. Those that were read are remembered, so the next run gets further.
    private const int MaxReads = 1_000;
    private const int MaxRemembered = 50_000;
    private readonly Lock _gate = new();

    // What is stored and was not signed by the gateway, as of the last listing. Replaced and never changed, because several may search at once.
    private volatile HashSet<CheckpointPlace> _foreign = [];
    private SignedCheckpoint? _last;

    /// <summary>Finds the last one and the number of the next one. Null if there are too many others to find it in one run.</summary>
    /// <exception cref="StoreUnavailableException">The key or the store of checkpoints did not answer.</exception>
    public async Task<CheckpointEnd?> FindEndAsync(CancellationToken cancellationToken)
    {
        var last = Last;
        var (before, known) = (_foreign, new HashSet<CheckpointPlace>());
        var (taken, foreign) = (new HashSet<long>(), new List<long>());
        await foreach (var place in store.ListPlacesAsync(cancellationToken))
        {
            if (place.Number is not { } number)
            {
                continue;
            }

            // One that was seen before still counts if it is gone: then the next one shows that it is missing.
            if (number <= last?.Checkpoint.Number)
            {
                break;
            }

            taken.Add(number);
            if (before.Contains(place))
            {
                known.Add(place);
                continue;
            }

            if (foreign.Count == MaxReads)
            {
                _foreign = [.. known.Concat(before).Take(MaxRemembered)];
                LogTooMany(MaxReads);
                return null;
            }

            if (place.Bytes <= Checkpoint.MaxBytes && await FindAsync(number, cancellationToken) is { Signed: { } found })
            {
                last = found;
                break;
            }

            foreign.Add(number);
            if (known.Count < MaxRemembered)
            {
                known.Add(place);
            }
        }

        Note(last);
        _foreign = known;
        if (foreign is [var highest, ..])
        {
            LogForeign(foreign.Count, highest);
        }

        var next = (last?.Checkpoint.Number ?? 0) + 1;
        while (taken.Contains(next))
        {
            next++;
        }

        return new(last, next);
    }

    /// <summary>Reads what is stored under a number.</summary>
    /// <exception cref="StoreUnavailableException">The key or the store of checkpoints did not answer.</exception>
    public async Task<CheckpointReading> FindAsync(long number, CancellationToken cancellationToken)
    {
        if (key is null || await store.FindAsync(number, cancellationToken) is not { } checkpoint)
        {
            return new(Exists: false, null);
        }

        var keys = new CheckpointKeys(await key.ListPublicKeysAsync(cancellationToken));
        if (checkpoint.KeyId.Length > 0 && !keys.Knows(checkpoint.KeyId))
        {
            key.Refresh();
            keys = new(await key.ListPublicKeysAsync(cancellationToken));
        }

        return new(Exists: true, keys.Read(checkpoint).Content is { } content ? new(checkpoint, content) : null);
    }

    /// <summary>Adds a checkpoint that was signed just now. Returns false if its number is taken.</summary>
    public async Task<bool> TryAddAsync(SignedCheckpoint signed, CancellationToken cancellationToken)
    {
        if (!await store.TryAddAsync(signed.Checkpoint, cancellationToken))
        {
            return false;
        }

        Note(signed);
        return true;
    }

    private SignedCheckpoint? Last
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    private void Note(SignedCheckpoint? signed)
    {
        lock (_gate)
        {
            _last = signed is not null && (_last is null || signed.Checkpoint.Number > _last.Checkpoint.Number) ? signed : _last;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Count} checkpoints of the audit log, of which {Number} is the last, were not signed by this gateway or were changed since; they are passed over. Verify the log")]
    private partial void LogForeign(int count, long number);

    [LoggerMessage(LogLevel.Error, "The last checkpoint of the audit log was not found among {Count} others that this gateway did not sign; the search goes on in a minute. Verify the log, and find out who can write to its container")]
    private partial void LogTooMany(int count);
}

/// <summary>A checkpoint with a valid signature.</summary>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, CheckpointContent Content);

/// <summary>What is stored under a number.</summary>
/// <param name="Signed">Null if there is nothing, or something that the gateway did not sign.</param>
public readonly record struct CheckpointReading(bool Exists, SignedCheckpoint? Signed);

/// <param name="Last">Null if there is none.</param>
/// <param name="Next">The number of the next one: the first after the last one that is not taken.</param>
public sealed record CheckpointEnd(SignedCheckpoint? Last, long Next);
