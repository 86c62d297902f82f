using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>Writes checkpoints. Any instance may; each number is written once, by the one that is first.</summary>
/// <param name="key">Null if no key is configured: then no checkpoints are written.</param>
// Five parameters: what is listed, signed with, and stored, and the clock and log of periodic work.
public sealed partial class CheckpointWriter(
    ICheckpointSource source, ICheckpointStore store, TimeProvider time, ILogger<CheckpointWriter> logger, ICheckpointKey? key = null)
{
    private const int MaxAttempts = 5;

    // What was put into the store by others could otherwise set the clock.
    private static readonly TimeSpan MaxClockDifference = TimeSpan.FromDays(1);
    private int _hasLoggedOff;

    /// <summary>If another instance has just written a checkpoint of at most this age, there is no need for a further one.</summary>
    public static TimeSpan RecentFor { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Writes the next checkpoint. Returns the last one: this, or the recent one of another instance; null if there is no key, or others were always first.</summary>
    /// <exception cref="StoreUnavailableException">The log, the key or the store of checkpoints did not answer.</exception>
    public async Task<Checkpoint?> RunAsync(CancellationToken cancellationToken)
    {
        if (key is null)
        {
            LogOffOnce();
            return null;
        }

        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var last = await store.FindLastAsync(cancellationToken);
            if (attempt > 0 && last is not null && IsRecent(last))
            {
                return last;
            }

            var next = await SignAsync(key, await ContentAsync(last, cancellationToken), cancellationToken);
            if (await store.TryAddAsync(next, cancellationToken))
            {
                return next;
            }
        }

        LogNotFirst(MaxAttempts);
        return null;
    }

    private bool IsRecent(Checkpoint last) => CheckpointContent.TryRead(last.Content, out var content) && (time.GetUtcNow() - content.At).Duration() < RecentFor;

    // The chains are listed after the last checkpoint was read, so a chain is never shorter in a checkpoint than in the one before.
    private async Task<CheckpointContent> ContentAsync(Checkpoint? last, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        if (last is not null && CheckpointContent.TryRead(last.Content, out var before) && before.At > at && before.At - at <= MaxClockDifference)
        {
            // The other instance's clock is ahead of this one's.
            at = before.At;
        }

        var chains = new List<CheckpointChain>();
        await foreach (var chain in source.ListAsync(DateOnly.FromDateTime(at.UtcDateTime).AddDays(-1), cancellationToken))
        {
            chains.Add(chain);
        }

        return new(
            CheckpointContent.CurrentFormat,
            (last?.Number ?? 0) + 1,
            at,
            last?.Hash ?? CheckpointContent.NoPrevious,
            [.. chains.OrderBy(chain => chain.Chain, StringComparer.Ordinal)]);
    }

    private static async Task<Checkpoint> SignAsync(ICheckpointKey key, CheckpointContent content, CancellationToken cancellationToken)
    {
        var text = content.Write();
        var signature = await key.SignAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        return new(content.Number, text, signature.KeyId, Base64Url.EncodeToString(signature.Value));
    }

    private void LogOffOnce()
    {
        if (Interlocked.Exchange(ref _hasLoggedOff, 1) == 0)
        {
            LogOff(CheckpointOptions.Section, nameof(CheckpointOptions.CheckpointKeyName));
        }
    }

    [LoggerMessage(LogLevel.Warning, "No checkpoints of the audit log are written: no key is configured ({Section}:{Setting})")]
    private partial void LogOff(string section, string setting);

    [LoggerMessage(LogLevel.Warning, "No checkpoint of the audit log was written: {Attempts} times another instance was first, with one that is not recent")]
    private partial void LogNotFirst(int attempts);
}
