namespace FuncGateway.Bench.Load;

/// <summary>What was measured of one way, a value for each round.</summary>
public sealed class WayFigures(Way way)
{
    public Way Way => way;

    public List<double> PerSecond { get; } = [];

    /// <summary>Over <see cref="LoadPlan.ManyConnections"/>; empty where it is not measured.</summary>
    public List<double> ManyPerSecond { get; } = [];

    /// <summary>Milliseconds of one insert into the same store, measured beside the way; empty for ways that write nothing.</summary>
    public List<double> Insert { get; } = [];

    /// <summary>Inserts into the audit per 1,000 calls over <see cref="LoadPlan.ManyConnections"/>; empty for ways that write nothing.</summary>
    public List<double> InsertsPerThousand { get; } = [];

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
