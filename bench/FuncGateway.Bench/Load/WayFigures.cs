namespace FuncGateway.Bench.Load;

/// <summary>What was measured of one way, a value for each round.</summary>
public sealed class WayFigures(Way way)
{
    public Way Way => way;

    public List<double> PerSecond { get; } = [];

    public List<double> P50 { get; } = [];

    public List<double> P99 { get; } = [];

    /// <summary>Microseconds of processor time that the process in between used for one call; empty where there is none. Less noisy than the throughput.</summary>
    public List<double> ProcessorPerCall { get; } = [];

    /// <summary>Bytes that the process in between allocated for one call; empty where there is none.</summary>
    public List<double> BytesPerCall { get; } = [];

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }
}
