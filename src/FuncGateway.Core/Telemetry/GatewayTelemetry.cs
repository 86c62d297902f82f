using System.Diagnostics;
using System.Diagnostics.Metrics;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Telemetry;

/// <summary>
/// What the gateway tells of its work: one source of spans, one meter. Nothing is spent as long as nobody listens. The names are a promise to whoever
/// has built a dashboard on them (docs/operate/telemetry.md).
/// </summary>
public static class GatewayTelemetry
{
    /// <summary>Of the source and of the meter.</summary>
    public const string Name = "FuncGateway";

    private static readonly Meter Meter = new(Name);

    public static ActivitySource Spans { get; } = new(Name);

    public static Counter<long> Calls { get; } = Meter.CreateCounter<long>("funcgateway.calls", "{call}", "Messages of agents, by verdict.");

    public static Histogram<double> CallDuration { get; } = Seconds(
        "funcgateway.call.duration", "From a message's arrival to the end of its answer.", [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]);

    public static Histogram<double> LeaseWaitMeasurement { get; } = Seconds(
        "funcgateway.lease.wait", "How long calls waited for permits of a limit; calls that did not wait are not in it.", [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]);

    public static Counter<long> RelayFaults { get; } = Meter.CreateCounter<long>("funcgateway.relay.faults", "{fault}", "Relays that broke, by side.");

    /// <summary>Somebody listens to calls.</summary>
    public static bool IsHeard => Spans.HasListeners() || Calls.Enabled || CallDuration.Enabled || RelayFaults.Enabled;

    private static Histogram<double> Seconds(string name, string what, double[] boundaries) =>
        Meter.CreateHistogram(name, "s", what, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries });
}

/// <summary>Measures one wait for permits, from its making to its end.</summary>
internal readonly struct LeaseWaitMeasurement(TimeProvider time, ServerId server) : IDisposable
{
    private readonly long _begun = time.GetTimestamp();

    public void Dispose() =>
        GatewayTelemetry.LeaseWaitMeasurement.Record(time.GetElapsedTime(_begun).TotalSeconds, new KeyValuePair<string, object?>(TelemetryTags.Server, server.Value));
}
