using System.Diagnostics;
using System.Diagnostics.Metrics;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Telemetry;

/// <summary>
/// The gateway's activity source and meter. They cost nothing while nothing listens. Dashboards depend on the names
/// (docs/operate/telemetry.md), so they must not change.
/// </summary>
public static class GatewayTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "FuncGateway";

    private static readonly Meter Meter = new(Name);

    public static ActivitySource Spans { get; } = new(Name);

    public static Counter<long> Calls { get; } = Meter.CreateCounter<long>("funcgateway.calls", "{call}", "Messages from agents, by verdict.");

    public static Histogram<double> CallDuration { get; } = Seconds(
        "funcgateway.call.duration", "Time from the arrival of a message to the end of its response.", [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300]);

    public static Histogram<double> LeaseWait { get; } = Seconds(
        "funcgateway.lease.wait", "Time that calls waited for permits of a limit; calls that did not wait are not included.", [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]);

    public static Counter<long> RelayFaults { get; } = Meter.CreateCounter<long>("funcgateway.relay.faults", "{fault}", "Broken relays, by the side at fault.");

    public static Counter<long> CeilingRefusals { get; } = Meter.CreateCounter<long>("funcgateway.ceiling.refusals", "{request}", "Requests refused because a ceiling was reached, by ceiling.");

    /// <summary>Whether anything listens to the telemetry of calls.</summary>
    public static bool IsHeard => Spans.HasListeners() || Calls.Enabled || CallDuration.Enabled || RelayFaults.Enabled;

    private static Histogram<double> Seconds(string name, string what, double[] boundaries) =>
        Meter.CreateHistogram(name, "s", what, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries });
}

/// <summary>Records the duration of one wait for permits, from construction to disposal.</summary>
internal readonly struct LeaseWaitMeasurement(TimeProvider time, ServerId server) : IDisposable
{
    private readonly long _begun = time.GetTimestamp();

    public void Dispose() =>
        GatewayTelemetry.LeaseWait.Record(time.GetElapsedTime(_begun).TotalSeconds, new KeyValuePair<string, object?>(TelemetryTags.Server, server.Value));
}
