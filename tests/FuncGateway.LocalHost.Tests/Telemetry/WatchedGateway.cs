using System.Diagnostics;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace FuncGateway.LocalHost.Tests.Telemetry;

/// <summary>A gateway that sends telemetry to a collector, and records everything that leaves the process.</summary>
public sealed class WatchedGateway : IAsyncDisposable
{
    private readonly KeptCollection<Activity> _spans = new();
    private readonly KeptCollection<MetricSnapshot> _metrics = new();
    private readonly KeptCollection<LogRecord> _logs = new();
    private readonly ScriptedUpstream _collector;
    private LocalGateway? _gateway;

    private WatchedGateway(ScriptedUpstream collector) => _collector = collector;

    public LocalGateway Gateway => _gateway ?? throw new InvalidOperationException("The gateway does not run.");

    /// <summary>The output on the terminal.</summary>
    public RecordingLoggerProvider Terminal { get; } = new();

    /// <summary>The data sent to the collector.</summary>
    public IReadOnlyList<RecordedRequest> Collected => _collector.Requests;

    /// <summary>Activity sources are shared by the process, so this contains the activities of other tests too.</summary>
    public IReadOnlyCollection<Activity> AllSpans => [.. _spans];

    public IReadOnlyCollection<MetricSnapshot> Metrics => [.. _metrics];

    public IReadOnlyCollection<LogRecord> Logs => [.. _logs];

    /// <param name="sender">Returns the settings that make the gateway export to the collector at the given address.</param>
    public static async Task<WatchedGateway> StartAsync(AzuriteFixture azurite, TimeProvider? time = null, Func<Uri, string[]>? sender = null, params string[] settings)
    {
        var collector = await ScriptedUpstream.StartAsync();
        collector.Otherwise = _ => Reply.Empty(200);
        var watched = new WatchedGateway(collector);
        watched._gateway = await LocalGateway.StartAsync(
            azurite, services => watched.LookAt(services.AddSingleton(time ?? TimeProvider.System)), [.. (sender ?? Otlp)(new Uri(collector.Url, "/")), .. settings]);
        return watched;
    }

    /// <summary>The spans of one server, oldest first.</summary>
    public IReadOnlyList<Activity> Spans(string server, ActivityKind kind) =>
        [.. _spans.Where(span => span.Kind == kind && span.GetTagItem("funcgateway.server") as string == server)];

    /// <summary>The sum of a counter, or the count of a histogram, over the points with these tags.</summary>
    public double Measured(string metric, params (string Name, string Value)[] tags)
    {
        var last = _metrics.Last(each => each.Name == metric);
        return last.MetricPoints.Where(point => tags.All(tag => Tags(point).Contains(tag)))
            .Sum(point => last.MetricType == MetricType.Histogram ? point.GetHistogramCount() : point.GetSumLong());
    }

    public static IEnumerable<(string Name, string Value)> Tags(MetricPoint point)
    {
        foreach (var tag in point.Tags)
        {
            yield return (tag.Key, $"{tag.Value}");
        }
    }

    /// <summary>Stops the gateway. Afterwards every request has ended and all telemetry has been sent.</summary>
    public async Task StopAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
            _gateway = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _collector.DisposeAsync();
    }

    public static string[] Insights(Uri collector) =>
        [$"--APPLICATIONINSIGHTS_CONNECTION_STRING=InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint={collector}"];

    private static string[] Otlp(Uri collector) => [$"--OTEL_EXPORTER_OTLP_ENDPOINT={collector}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf"];

    private void LookAt(IServiceCollection services)
    {
        services.AddSingleton<ILoggerProvider>(Terminal);
        services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddInMemoryExporter(_spans))
            .WithMetrics(metrics => metrics.AddInMemoryExporter(_metrics))
            .WithLogging(logs => logs.AddInMemoryExporter(_logs));
    }
}
