using System.Buffers.Text;
using System.Text;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>Writes checkpoints. Any instance may; each number is written once, by the one that is first.</summary>
/// <param name="key">Null if no key is configured: then no checkpoints are written.</param>
// Five parameters: what is listed, signed with, and stored, and the clock and log of periodic work.
public sealed partial class CheckpointWriter(
    ICheckpointSource source, SignedCheckpoints checkpoints, TimeProvider time, ILogger<CheckpointWriter> logger, ICheckpointKey? key = null)
{
    private const int MaxAttempts = 5;

    // An instance with a wrong clock could otherwise set that of all others.
    private static readonly TimeSpan MaxClockDifference = TimeSpan.FromDays(1);
    private int _hasLoggedOff;

    /// <summary>Writes the next checkpoint, unless the last one meets the need. Returns the last one, of whichever instance; null if there is no key, none could be written, or the one that was written does not cover what it should.</summary>
    /// <exception cref="StoreUnavailableException">The log, the key or the store of checkpoints did not answer.</exception>
    public async Task<Checkpoint?> RunAsync(CheckpointNeed need, CancellationToken cancellationToken)
    {
        if (key is null)
        {
            LogOffOnce();
            return null;
        }

        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await checkpoints.FindEndAsync(cancellationToken) is not { } end)
            {
                return null;
            }

            if (end.Last is { } last && need.IsMetBy(last.Content, time.GetUtcNow()))
            {
                return last.Checkpoint;
            }

            var next = await SignAsync(key, await ContentAsync(end, need, cancellationToken), cancellationToken);
            if (next.Checkpoint.Write().Length > Checkpoint.MaxBytes)
            {
                LogTooLong(next.Checkpoint.Number, next.Content.Chains.Count);
                return null;
            }

            if (await checkpoints.TryAddAsync(next, cancellationToken))
            {
                LogContradictions(end.Last?.Content, next.Content);
                return IsMet(need, next.Content) ? next.Checkpoint : null;
            }
        }

        LogNotFirst(MaxAttempts);
        return null;
    }

    // The chains are listed after the last checkpoint was read, so a chain is never shorter in a checkpoint than in the one before.
    private async Task<CheckpointContent> ContentAsync(CheckpointEnd end, CheckpointNeed need, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        if (end.Last is { Content: var before } && before.At > at && before.At - at <= MaxClockDifference)
        {
            // The other instance's clock is ahead of this one's.
            at = before.At;
        }

        var firstDay = DateOnly.FromDateTime(at.UtcDateTime).AddDays(-1);
        var chains = await source.ListAsync(firstDay, cancellationToken).ToListAsync(cancellationToken);

        // The end of a call that waited for days is recorded under the day on which the call began.
        chains.AddRange(need is CheckpointNeed.Covering covering ? covering.Chains.Where(chain => chain.Day < firstDay) : []);
        return new(
            CheckpointContent.CurrentFormat,
            end.Next,
            at,
            end.Last?.Checkpoint.Hash ?? CheckpointContent.NoPrevious,
            [.. chains.OrderBy(chain => chain.Chain, StringComparer.Ordinal)]);
    }

    private static async Task<SignedCheckpoint> SignAsync(ICheckpointKey key, CheckpointContent content, CancellationToken cancellationToken)
    {
        var text = content.Write();
        var signature = await key.SignAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        return new(new(content.Number, text, signature.KeyId, Base64Url.EncodeToString(signature.Value)), content);
    }

    // The register is stated as it is: verification compares all checkpoints, so the contradiction stays visible in every later verification.
    private void LogContradictions(CheckpointContent? before, CheckpointContent content)
    {
        foreach (var (_, what) in before is null ? [] : CheckpointComparison.Compare(before, content))
        {
            LogContradiction(content.Number, what);
        }
    }

    // What was registered cannot be missing from the register a moment later.
    private bool IsMet(CheckpointNeed need, CheckpointContent content)
    {
        var missing = need is CheckpointNeed.Covering covering ? covering.MissingIn(content) : [];
        foreach (var chain in missing)
        {
            LogMissing(content.Number, chain.Blocks, chain.Chain);
        }

        return missing.Count == 0;
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

    [LoggerMessage(LogLevel.Warning, "No checkpoint of the audit log was written: {Attempts} times another instance was first, with one that does not cover what this one recorded")]
    private partial void LogNotFirst(int attempts);

    [LoggerMessage(LogLevel.Error, "Checkpoint {Number} of the audit log was not written: with {Chains} chains it is too long")]
    private partial void LogTooLong(long number, int chains);

    [LoggerMessage(LogLevel.Error, "Checkpoint {Number} of the audit log does not cover the {Blocks} blocks of the chain {Chain}: its entry in the register was changed or removed. Verify the log")]
    private partial void LogMissing(long number, long blocks, string chain);

    [LoggerMessage(LogLevel.Error, "The register of the audit log contradicts an earlier checkpoint: checkpoint {Number} {What}. Verify the log")]
    private partial void LogContradiction(long number, string what);
}
