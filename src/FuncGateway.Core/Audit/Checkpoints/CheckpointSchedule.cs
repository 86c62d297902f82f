namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>
/// When a checkpoint is written: each minute by the instances that wrote records in it, and each hour otherwise, by the clean-up. A timer of its own
/// would keep an idle function app running.
/// </summary>
public static class CheckpointSchedule
{
    // Below the hour of the clean-up, which may be a little early or late.
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(55);

    /// <param name="lastRecordAt">When this instance last recorded something; null if it never did.</param>
    /// <param name="coveredUntil">The time up to which its records are covered by a checkpoint; null if there is none.</param>
    public static bool IsDueAfterRecords(DateTimeOffset? lastRecordAt, DateTimeOffset? coveredUntil) => lastRecordAt is { } at && !(at < coveredUntil);

    /// <param name="last">The last checkpoint; null if there is none.</param>
    /// <param name="hasRecords">Whether anything was ever recorded.</param>
    public static bool IsDueWhenIdle(Checkpoint? last, bool hasRecords, DateTimeOffset now) =>
        hasRecords && (last is null || !CheckpointContent.TryRead(last.Content, out var content) || (now - content.At).Duration() > Idle);
}
