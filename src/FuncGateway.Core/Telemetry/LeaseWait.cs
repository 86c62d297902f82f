using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Telemetry;

/// <summary>Measures one wait for permits, from its making to its end.</summary>
internal readonly struct LeaseWait(TimeProvider time, ServerId server) : IDisposable
{
    private readonly long _begun = time.GetTimestamp();

    public void Dispose() =>
        GatewayTelemetry.LeaseWait.Record(time.GetElapsedTime(_begun).TotalSeconds, new KeyValuePair<string, object?>(TelemetryTags.Server, server.Value));
}
