using FuncGateway.Core;
using FuncGateway.Core.Access;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Checks every open request once a second, with one timer for all: that its grant is still valid, that it is not open for too long and, before it is
/// relayed, that its body does not arrive too slowly. The checks use the cached grants, servers and policies; together with the interval, their age
/// stays within <see cref="CacheAge.Max"/>, so a revocation ends an open stream as soon as it stops new requests.
/// </summary>
// Five parameters: what is checked, the two settings and the clock it is checked by, and a log.
public sealed partial class StreamWatches(
    CallerDirectory callers, GatewayOptions options, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<StreamWatches> logger) : IDisposable
{
    /// <summary>Time between two checks of a request.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly HashSet<StreamWatch> _open = [];
    private CancellationTokenRegistration? _stopping;
    private ITimer? _timer;

    internal CallerDirectory Callers => callers;

    internal TimeProvider Time => time;

    internal ILogger Logger => logger;

    internal TimeSpan MaxLifetime => options.MaxStreamLifetime;

    /// <summary>Starts the checks of a request; disposing the watch ends them.</summary>
    internal StreamWatch Begin(RelayContext call)
    {
        var watch = new StreamWatch(this, call);
        lock (_gate)
        {
            _open.Add(watch);
            _timer ??= StartTimer();
            _stopping ??= lifetime.ApplicationStopping.Register(StopStreams);
        }

        return watch;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _timer?.Dispose();
        }

        _stopping?.Dispose();
    }

    internal void Remove(StreamWatch watch)
    {
        lock (_gate)
        {
            _open.Remove(watch);
        }
    }

    // The timer outlives the request that starts it, so it must not inherit its trace.
    private ITimer StartTimer()
    {
        using var _ = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        return time.CreateTimer(static watches => (watches as StreamWatches)?.Check(), this, Interval, Interval);
    }

    private void Check()
    {
        var now = time.GetTimestamp();
        foreach (var watch in Snapshot())
        {
            watch.Check(now);
        }
    }

    // Streams that never end by themselves. The calls in progress may finish.
    private void StopStreams()
    {
        foreach (var watch in Snapshot())
        {
            watch.StopStream();
        }
    }

    private StreamWatch[] Snapshot()
    {
        lock (_gate)
        {
            if (_open.Count > 0)
            {
                return [.. _open];
            }

            // Nothing is open: the next request starts the timer again.
            _timer?.Dispose();
            _timer = null;
            return [];
        }
    }

    [LoggerMessage(LogLevel.Critical, "An open request could not be checked and was ended")]
    internal partial void LogCheckFailed(Exception exception);
}
