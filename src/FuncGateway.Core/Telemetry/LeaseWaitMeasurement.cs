using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Telemetry;

/// <summary>Measures one wait for permits, from its making to its end.</summary>
internal readonly struct LeaseWaitMeasurement(TimeProvider time, ServerId server) : IDisposable
{
    private readonly long _begun = time.GetTimestamp();

    public void Dispose() =>
        GatewayTelemetry.LeaseWaitMeasurement.Record(time.GetElapsedTime(_begun).TotalSeconds, new KeyValuePair<string, object?>(TelemetryTags.Server, server.Value));
}
