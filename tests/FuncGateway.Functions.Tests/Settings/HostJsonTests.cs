using System.Text;
using System.Text.Json;
using FuncGateway.Testing.Logging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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
    // After idle time a lease can take this long. With the default of 30 s every first call would be denied.
    [InlineData("storageProvider/maxQueuePollingInterval", "00:00:01")]
    public void Durable_OfTheHost_IsSetAsMeasured(string path, string value) =>
        Assert.Equal(value, Get(["extensions", "durableTask", .. path.Split('/')]).GetString());

    [Fact]
    public void Tracing_OfTheHost_ShowsNoInputs() =>
        Assert.False(Get("extensions", "durableTask", "tracing", "traceInputsAndOutputs").GetBoolean());

    // Without both settings, the Durable extension enables one of its tracing versions at every start. Its spans would contain data that ours exclude.
    [Fact]
    public void Tracing_OfTheHost_IsOff()
    {
        var tracing = Get("extensions", "durableTask", "tracing");
        Assert.True(tracing.GetProperty("distributedTracingEnabled").GetBoolean());
        Assert.Equal("None", tracing.GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("Function.mcp.User", LogLevel.Information, true)]
    [InlineData("Function.mcp.User", LogLevel.Debug, false)]
    [InlineData("Function.mcp", LogLevel.Information, false)]
    [InlineData("Function.mcp", LogLevel.Warning, true)]
    public void Levels_OfTheHost_ShowWhatFunctionsLogAndNotThatTheyRan(string category, LogLevel level, bool isShown)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(Repository.Read("src", "FuncGateway.Functions", "host.json")));
        var levels = new ConfigurationBuilder().AddJsonStream(file).Build().GetSection("logging");
        using var services = new ServiceCollection()
            .AddLogging(logging => logging.AddConfiguration(levels).AddProvider(new AnyLevel())).BuildServiceProvider();

        Assert.Equal(isShown, services.GetRequiredService<ILoggerFactory>().CreateLogger(category).IsEnabled(level));
    }

    [Fact]
    public void Telemetry_OfTheHost_IsOpenTelemetry() => Assert.Equal("OpenTelemetry", Get("telemetryMode").GetString());

    private static JsonElement Get(params string[] path) => path.Aggregate(Host, (element, name) => element.GetProperty(name));

    private sealed class AnyLevel : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new RecordingLogger<HostJsonTests>();

        public void Dispose()
        {
        }
    }
}
