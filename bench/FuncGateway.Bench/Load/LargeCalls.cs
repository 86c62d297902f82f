using System.Globalization;
using System.Text;

namespace FuncGateway.Bench.Load;

/// <summary>The memory that the gateway takes for calls of the greatest length that it accepts, many at once.</summary>
public static class LargeCalls
{
    public const int Parallel = 16;

    /// <summary>The promise: peak over the memory at rest.</summary>
    public const int MaxMegaBytes = 400;

    private const int Bytes = 4 * 1024 * 1024;
    private const int CallsOfEach = 4 * Parallel;

    // The most values that a path may have.
    private const int MaxValues = 10_000;

    /// <summary>A call that is judged by as many values as are accepted, and relayed.</summary>
    public static string Judged(string tool) => Call(tool, MaxValues);

    /// <summary>A call with as many values as fit, which is denied.</summary>
    public static string NotEvaluable(string tool) => Call(tool, int.MaxValue);

    public static async Task<int> PrintAsync()
    {
        var peak = await MeasureAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Parallel} parallel calls of 4 MiB: {peak / 1e6:0} MB over the memory at rest; promised: {MaxMegaBytes} MB"));
        return peak / 1e6 <= MaxMegaBytes ? 0 : 1;
    }

    /// <summary>The peak of the gateway's resident memory, in bytes over its memory at rest.</summary>
    public static async Task<long> MeasureAsync()
    {
        await using var scene = await Scene.StartLargeAsync();
        var gateway = scene.Ways[0].Process ?? throw new InvalidOperationException("The way has no process in between.");
        Console.WriteLine("Large calls for the memory");
        foreach (var (way, _) in scene.Ways)
        {
            // The just-in-time compiler is not measured.
            await Meter.SendAsync(way, 1, 1);
        }

        var rest = (await gateway.CollectedStatsAsync()).WorkingSetBytes;
        foreach (var (way, _) in scene.Ways)
        {
            await Meter.SendAsync(way, Parallel, CallsOfEach);
        }

        return gateway.PeakMemory - rest;
    }

    private static string Call(string tool, int values)
    {
        var text = new StringBuilder(Bytes).Append("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"").Append(tool).Append("\",\"arguments\":{\"items\":[{\"price\":1}");
        for (var count = 1; count < values && text.Length < Bytes - 100; count++)
        {
            text.Append(",{\"price\":1}");
        }

        text.Append("],\"note\":[0");
        while (text.Length < Bytes - 100)
        {
            text.Append(",{\"b\":1,\"a\":2}");
        }

        return text.Append("]}}}").ToString();
    }
}
