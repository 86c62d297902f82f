using FuncGateway.LocalHost.Tests.EndToEnd;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace FuncGateway.LocalHost.Tests.Telemetry;

/// <summary>Tests that telemetry is sent to the configured destinations, and not at all without configuration.</summary>
public sealed class ExporterTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Otlp_WhenItsEndpointIsSet_GetsTracesMetricsAndLogs()
    {
        await using var watched = await CallOnceAsync("otlp", sender: null);

        Assert.All(watched.Collected, request => Assert.Equal("application/x-protobuf", request.Header("Content-Type")));
        Assert.Equal(["/v1/logs", "/v1/metrics", "/v1/traces"], watched.Collected.Select(request => request.Target).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(Sent("/v1/traces"), body => body.Contains("funcgateway.verdict", StringComparison.Ordinal));
        Assert.Contains(Sent("/v1/metrics"), body => body.Contains("funcgateway.call.duration", StringComparison.Ordinal));
        Assert.Contains(Sent("/v1/logs"), body => body.Contains("FuncGateway.", StringComparison.Ordinal));

        IEnumerable<string> Sent(string path) => watched.Collected.Where(request => request.Target == path).Select(request => request.Text);
    }

    [Fact]
    public async Task ApplicationInsights_WhenItsConnectionStringIsSet_GetsTheCall()
    {
        await using var watched = await CallOnceAsync("insights", WatchedGateway.Insights);

        Assert.All(watched.Collected, request => Assert.EndsWith("/track", request.Target, StringComparison.Ordinal));
        Assert.Contains(watched.Collected.Select(Sinks.TextOf), body => body.Contains("funcgateway.verdict", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Telemetry_WhenNothingIsSet_IsNotThere()
    {
        await using var gateway = await LocalGateway.StartAsync(azurite);

        Assert.Null(gateway.Services.GetService<TracerProvider>());
        Assert.Null(gateway.Services.GetService<MeterProvider>());
        Assert.Null(gateway.Services.GetService<LoggerProvider>());
    }

    [Theory]
    [InlineData("--OTEL_EXPORTER_OTLP_ENDPOINT=collector", "OTEL_EXPORTER_OTLP_ENDPOINT is 'collector'; an address such as http://127.0.0.1:4317 is accepted.")]
    [InlineData("--APPLICATIONINSIGHTS_AUTHENTICATION_STRING=key", "'Authorization=AAD' and 'ClientId=<id>;Authorization=AAD' are accepted.")]
    public async Task Start_WithASettingThatCannotBeMeant_SaysWhatIsAccepted(string setting, string accepted)
    {
        var problem = await Assert.ThrowsAsync<ArgumentException>(() => LocalGateway.StartAsync(
            azurite, time: null, "--APPLICATIONINSIGHTS_CONNECTION_STRING=InstrumentationKey=00000000-0000-0000-0000-000000000001", setting));
        Assert.Contains(accepted, problem.Message, StringComparison.Ordinal);
    }

    private async Task<WatchedGateway> CallOnceAsync(string server, Func<Uri, string[]>? sender)
    {
        await using var upstream = await CountingUpstream.StartAsync(["a"], TimeProvider.System);
        var watched = await WatchedGateway.StartAsync(azurite, sender: sender);
        using var post = new McpPost(await watched.Gateway.Admin.SetUpAsync(server, upstream.Url, EndToEnd.Policies.AllowAll));
        await post.CallAsync("a");
        await watched.StopAsync();
        return watched;
    }
}
