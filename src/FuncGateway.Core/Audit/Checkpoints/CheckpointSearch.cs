namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>
/// Finds checkpoints by their time with some twenty reads. Their times do not decrease, unless the clock of an instance was wrong by more than a day. Then
/// it may begin too late, so it is not used to decide what to delete; verification of the whole log does not use it either.
/// </summary>
public sealed class CheckpointSearch(SignedCheckpoints checkpoints)
{
    // More than a binary search is necessary only for what others put into the store.
    private const int MaxReads = 1_000;

    /// <summary>Finds where to begin reading the checkpoints from a time on: at the last one before it.</summary>
    /// <param name="last">The number of the last checkpoint.</param>
    /// <returns>Its number; the one after it if it is missing, or the time is before the first one.</returns>
    public async Task<long> FindStartAsync(DateTimeOffset time, long last, CancellationToken cancellationToken)
    {
        var (reads, high) = (0, last + 1);
        while (true)
        {
            // What is missing counts as earlier, because the first ones are deleted after the retention; what is foreign has no time.
            var low = 1L;
            while (low < high)
            {
                var middle = (low + high) / 2;
                reads++;
                var isLater = (await checkpoints.FindAsync(middle, cancellationToken)).Signed is { } signed && signed.Content.At >= time;
                (low, high) = isLater ? (low, middle) : (middle + 1, high);
            }

            var (number, reading) = (low - 1, default(CheckpointReading));
            while (number > 0 && reads++ < MaxReads && (reading = await checkpoints.FindAsync(number, cancellationToken)) is { Exists: true, Signed: null })
            {
                number--;
            }

            if (reading.Signed is not { } found)
            {
                return number + 1;
            }

            if (found.Content.At < time)
            {
                return number;
            }

            // The foreign ones above it hid that it is later.
            high = number;
        }
    }
}
