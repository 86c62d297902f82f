using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FuncGateway.Core.Limits;

/// <summary>A lease over what a client of a durable entity can do: signal it, then read its state until the reply stands in it.</summary>
public sealed partial class LeaseClient(ICounters counters, TimeProvider time, IOptions<LimitOptions> options, ILogger<LeaseClient> logger)
{
    private static readonly TimeSpan MaxPause = TimeSpan.FromMilliseconds(50);
    // Once nobody can be waiting any more, or while the store refuses, there is no hurry.
    private static readonly TimeSpan IdlePause = TimeSpan.FromMilliseconds(500);

    private readonly LimitOptions _options = options.Value;

    /// <summary>
    /// The state in which the reply stands, or null when every window asked for has passed without an answer. Until then the request stays
    /// outstanding and is sent again with its sequence number, so that it is counted once, however often it arrives.
    /// </summary>
    public async Task<RateCounterState?> LeaseAsync(CounterKey key, LeaseRequest request, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var sent = begun;
        var signalled = false;
        var pause = TimeSpan.Zero;
        while (!HavePassed(request.Asks))
        {
            if (!signalled || time.GetElapsedTime(sent) >= _options.Resend)
            {
                sent = time.GetTimestamp();
                signalled = await TryAsync(key, token => SignalAsync(key, request, token), cancellationToken);
            }

            // Nothing but the reply in the state counts as an answer: a signal that seemed to fail may have arrived, one that seemed to arrive may be hidden.
            RateCounterState? state = null;
            if (await TryAsync(key, async token => state = await counters.ReadAsync(key, token), cancellationToken) && state?.FindReply(request) is not null)
            {
                return state;
            }

            pause = signalled && time.GetElapsedTime(begun) < _options.Deadline ? Longer(pause) : IdlePause;
            await Task.Delay(pause, time, cancellationToken);
        }

        LogUnanswered(key, request.Sequence);
        return null;
    }

    /// <summary>Gives permits back. A return that is lost only leaves them unused.</summary>
    public Task ReturnAsync(CounterKey key, ReturnRequest request, CancellationToken cancellationToken) =>
        TryAsync(key, token => counters.SignalAsync(key, request, token), cancellationToken);

    private static TimeSpan Longer(TimeSpan pause) =>
        pause == TimeSpan.Zero ? TimeSpan.FromMilliseconds(5) : pause * 2 is var twice && twice < MaxPause ? twice : MaxPause;

    private Task SignalAsync(CounterKey key, LeaseRequest request, CancellationToken cancellationToken) =>
        counters.SignalAsync(key, request, cancellationToken);

    private bool HavePassed(IReadOnlyList<LeaseAsk> asks)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return asks.All(ask => (ask.Window + 1) * ask.WindowSeconds <= now);
    }

    private async Task<bool> TryAsync(CounterKey key, Func<CancellationToken, Task> action, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.Resend, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // Waited for from outside as well: a call that hangs and ignores its token must not stop all leases of the key.
            await action(either.Token).WaitAsync(either.Token);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever went wrong, it is not an answer, and a lease without an answer admits nobody.
            LogFailed(e, key);
            return false;
        }
    }

    [LoggerMessage(LimitEvents.CounterFailed, LogLevel.Warning, "The counter {Key} could not be reached")]
    private partial void LogFailed(Exception exception, CounterKey key);

    [LoggerMessage(LimitEvents.LeaseUnanswered, LogLevel.Warning, "Lease {Sequence} of {Key} was not answered before its windows had passed")]
    private partial void LogUnanswered(CounterKey key, long sequence);
}
