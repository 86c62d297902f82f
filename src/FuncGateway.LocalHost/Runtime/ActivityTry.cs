using FuncGateway.Azure.Durable;
using FuncGateway.Gateway.Durable;

namespace FuncGateway.LocalHost.Runtime;

/// <summary>One try of an activity, as the entry to be written about it.</summary>
internal sealed partial class ActivityTry(FlowCatalog catalog, TimeProvider time, ILogger<ActivityTry> logger)
{
    /// <param name="failures">How many tries have failed before.</param>
    public async Task<FlowEntry> RunAsync(string activity, string input, int failures, ActivityRetry retry, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        try
        {
            var definition = catalog.FindActivity(activity) ?? throw new InvalidOperationException($"There is no activity '{activity}'.");
            var result = FlowTable.Check(await definition.RunAsync(input, stopping));
            return new FlowEntry(FlowEntryKind.Succeeded, activity, time.GetUtcNow(), Json: result);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            // The kind of failure only: a message may quote an address or an answer.
            LogFailed(activity, failures + 1, retry.Attempts, e.GetType().Name);
            return Failed(activity, failures, retry, time.GetUtcNow());
        }
    }

    private static FlowEntry Failed(string activity, int failures, ActivityRetry retry, DateTimeOffset now) => failures + 1 >= retry.Attempts
        ? new(FlowEntryKind.CallFailed, activity, now)
        : new(FlowEntryKind.TryFailed, activity, now, now + Pause(failures, retry));

    private static TimeSpan Pause(int failures, ActivityRetry retry) =>
        TimeSpan.FromTicks((long)Math.Min(Math.ScaleB(retry.First.Ticks, failures), retry.Longest.Ticks));

    [LoggerMessage(LogLevel.Warning, "Activity {Activity} failed, try {Try} of {Attempts}: {Fault}")]
    private partial void LogFailed(string activity, int @try, int attempts, string fault);
}
