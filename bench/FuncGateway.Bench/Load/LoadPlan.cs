namespace FuncGateway.Bench.Load;

/// <summary>How much is measured.</summary>
/// <param name="Rounds">Interleaved rounds over all ways; medians are reported.</param>
/// <param name="Burst">Length of one throughput round of one way.</param>
/// <param name="Singles">Calls of one latency round on one connection.</param>
/// <param name="MemoryCalls">Calls after which the gateway's memory is read.</param>
public sealed record LoadPlan(int Rounds, TimeSpan Burst, int Singles, int MemoryCalls, bool Writes)
{
    public const int Connections = 16;

    /// <summary>For the ways that share what they write.</summary>
    public const int ManyConnections = 64;

    public static LoadPlan Full { get; } = new(5, TimeSpan.FromSeconds(2), 500, 100_000, Writes: true);

    /// <summary>More rounds: the two differ by less than the noise of one round.</summary>
    public static LoadPlan Comparison { get; } = new(10, TimeSpan.FromSeconds(2), 500, 100_000, Writes: false);

    public static LoadPlan Quick { get; } = new(1, TimeSpan.FromSeconds(1), 200, 2_000, Writes: false);
}
