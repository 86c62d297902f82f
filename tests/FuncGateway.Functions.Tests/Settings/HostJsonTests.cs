using System.Text.Json;

namespace FuncGateway.Functions.Tests.Settings;

public sealed class HostJsonTests
{
    private static readonly JsonElement Host = JsonDocument.Parse(Repository.Read("src", "FuncGateway.Functions", "host.json")).RootElement;

    [Fact]
    public void RoutePrefix_OfTheHost_IsNone() => Assert.Equal("", Get("extensions", "http", "routePrefix").GetString());

    [Theory]
    [InlineData("hubName", "%TASKHUB_NAME%")]
    [InlineData("storageProvider/type", "azureStorage")]
    [InlineData("storageProvider/connectionName", "AzureWebJobsStorage")]
    // After idle time a lease waits as long as this: with the default of 30 s every first call would be denied.
    [InlineData("storageProvider/maxQueuePollingInterval", "00:00:01")]
    public void Durable_OfTheHost_IsSetAsMeasured(string path, string value) =>
        Assert.Equal(value, Get(["extensions", "durableTask", .. path.Split('/')]).GetString());

    [Fact]
    public void Tracing_OfTheHost_ShowsNoInputs() =>
        Assert.False(Get("extensions", "durableTask", "tracing", "traceInputsAndOutputs").GetBoolean());

    [Fact]
    public void Telemetry_OfTheHost_IsOpenTelemetry() => Assert.Equal("OpenTelemetry", Get("telemetryMode").GetString());

    private static JsonElement Get(params string[] path) => path.Aggregate(Host, (element, name) => element.GetProperty(name));
}
