using FuncGateway.Policies.Limits;
using Microsoft.Extensions.Options;

namespace FuncGateway.Core.Limits;

/// <summary>Lets the count of a limit's current window begin again at 0. What a reset promises is described in docs/decisions/counter-resets.md.</summary>
public sealed class CounterReset(ICounters counters, TimeProvider time, IOptions<LimitOptions> options)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly LimitOptions _options = options.Value;

    /// <summary>
    /// Resets the counter and waits until it confirms. Returns false if it did not within the time that a call waits for permits: the reset has been sent and may
    /// still be carried out, once.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The counter cannot be reached.</exception>
    public async Task<bool> ResetAsync(CounterScope scope, Limit limit, CancellationToken cancellationToken)
    {
        var (key, now, begun) = (CounterKey.Of(scope, limit), time.GetUtcNow(), time.GetTimestamp());
        var request = new ResetRequest(Ulid.NewUlid(now).ToString(), limit.CounterId, limit.Window.Seconds, limit.Window.IndexOf(now));
        var sent = begun;
        await counters.SignalAsync(key, request, cancellationToken);
        while ((await counters.ReadAsync(key, cancellationToken))?.HasReset(request.Id) != true)
        {
            if (time.GetElapsedTime(begun) >= _options.WaitTimeout)
            {
                return false;
            }

            if (time.GetElapsedTime(sent) >= _options.ResendInterval)
            {
                sent = time.GetTimestamp();
                await counters.SignalAsync(key, request, cancellationToken);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        return true;
    }
}
