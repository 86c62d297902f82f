using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FuncGateway.Core.Limits;

/// <summary>Leases permits from a counter: sends a signal, then polls the counter's state until it contains the reply.</summary>
public sealed partial class LeaseClient(ICounters counters, TimeProvider time, IOptions<LimitOptions> options, ILogger<LeaseClient> logger)
{
    private static readonly TimeSpan MaxPause = TimeSpan.FromMilliseconds(50);
    // Used when no call can still be waiting, or when the store is failing.
    private static readonly TimeSpan IdlePause = TimeSpan.FromMilliseconds(500);

    private readonly LimitOptions _options = options.Value;

    /// <summary>
    /// Returns the state that contains the reply, or null if every requested window has passed without one. Until then the request is resent
    /// with the same sequence number, so that it is counted once however often it arrives.
    /// </summary>
    public async Task<RateCounterState?> LeaseAsync(CounterKey key, LeaseRequest request, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var sent = begun;
        var signalled = false;
        var pause = TimeSpan.Zero;
        while (!HavePassed(request.Asks))
        {
            if (!signalled || time.GetElapsedTime(sent) >= _options.ResendInterval)
            {
                sent = time.GetTimestamp();
                signalled = await TryAsync(key, token => counters.SignalAsync(key, request, token), cancellationToken);
            }

            // Only the reply in the state counts as an answer: a signal that seemed to fail may have arrived, and one that seemed to arrive may be delayed.
            RateCounterState? state = null;
            if (await TryAsync(key, async token => state = await counters.ReadAsync(key, token), cancellationToken) && state?.FindReply(request) is not null)
            {
                return state;
            }

            pause = signalled && time.GetElapsedTime(begun) < _options.WaitTimeout ? Longer(pause) : IdlePause;
            await Task.Delay(pause, time, cancellationToken);
        }

        LogUnanswered(key, request.Sequence);
        return null;
    }

    /// <summary>Returns unused permits to the counter. If the signal is lost, they merely stay unused.</summary>
    public Task ReturnAsync(CounterKey key, ReturnRequest request, CancellationToken cancellationToken) =>
        TryAsync(key, token => counters.SignalAsync(key, request, token), cancellationToken);

    private static TimeSpan Longer(TimeSpan pause) =>
        pause == TimeSpan.Zero ? TimeSpan.FromMilliseconds(5) : pause * 2 is var twice && twice < MaxPause ? twice : MaxPause;

    private bool HavePassed(IReadOnlyList<LeaseAsk> asks)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return asks.All(ask => (ask.Window + 1) * ask.WindowSeconds <= now);
    }

    private async Task<bool> TryAsync(CounterKey key, Func<CancellationToken, Task> action, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.ResendInterval, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // WaitAsync as well: a call that hangs and ignores its token must not block all leases of the key.
            await action(linked.Token).WaitAsync(linked.Token);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Any failure counts as no answer, and without an answer no call is admitted.
            LogFailed(e, key);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Counter {Key} could not be reached")]
    private partial void LogFailed(Exception exception, CounterKey key);

    [LoggerMessage(LogLevel.Warning, "Lease {Sequence} of {Key} was not answered before its windows had passed")]
    private partial void LogUnanswered(CounterKey key, long sequence);
}
