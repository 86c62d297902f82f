using System.Diagnostics;

namespace FuncGateway.Bench.Load;

/// <summary>Closed-loop load: each connection sends its next request when the answer to the last is in.</summary>
public static class Meter
{
    /// <summary>Calls answered with 200 per second over <paramref name="connections"/> connections.</summary>
    public static async Task<double> ThroughputAsync(Way way, int connections, TimeSpan duration)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var connection = await RawConnection.OpenAsync(way.Url);
            var calls = 0L;
            while (watch.Elapsed < duration)
            {
                calls += await connection.CallAsync(way.Request) ? 1 : 0;
            }

            return calls;
        })));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Milliseconds of each of <paramref name="calls"/> calls on one connection, sorted.</summary>
    public static async Task<double[]> LatencyAsync(Way way, int calls)
    {
        using var connection = await RawConnection.OpenAsync(way.Url);
        var times = new double[calls];
        for (var call = 0; call < calls; call++)
        {
            var begun = Stopwatch.GetTimestamp();
            await connection.CallAsync(way.Request);
            times[call] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }

        Array.Sort(times);
        return times;
    }

    /// <summary>That many calls, as fast as they go.</summary>
    public static Task SendAsync(Way way, int connections, int calls) => Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
    {
        using var connection = await RawConnection.OpenAsync(way.Url);
        for (var call = 0; call < calls / connections; call++)
        {
            await connection.CallAsync(way.Request);
        }
    })));
}
