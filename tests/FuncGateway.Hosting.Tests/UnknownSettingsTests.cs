using FuncGateway.Testing.Logging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Hosting.Tests;

public sealed class UnknownSettingsTests
{
    [Fact]
    public async Task Start_WithSettingsThatNothingReads_WarnsOfEachByNameOnly()
    {
        var lines = await StartAsync(new()
        {
            ["FuncGateway:SesionKey"] = "canary",
            ["FuncGateway:Limits:WaitTimout"] = "canary",
            ["FuncGateway:Approvals:Webhook:Uri"] = "canary",
            ["FuncGateway:Entra:IsSet"] = "true",
            ["OfSomethingElse:Key"] = "canary",
        });

        Assert.Equal(
            ["FuncGateway:Approvals:Webhook:Uri", "FuncGateway:Entra:IsSet", "FuncGateway:Limits:WaitTimout", "FuncGateway:SesionKey"],
            lines.Select(line => line.Line.Split(' ')[2]));
        Assert.All(lines, line => Assert.Equal(LogLevel.Warning, line.Level));
        Assert.DoesNotContain(lines, line => line.Line.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WithTheSample_WarnsOfNothing()
    {
        var sample = SampleFile.Values().ToDictionary(setting => setting.Name.Replace("__", ":", StringComparison.Ordinal), setting => (string?)setting.Value);

        Assert.Empty(await StartAsync(sample));
        Assert.Empty(await StartAsync(new() { ["FuncGateway:Secrets:upstream-jobs"] = "x", ["FuncGateway:DataFolder"] = "x", ["funcgateway:PUBLICHOSTS:7"] = "x" }));
    }

    private static async Task<IReadOnlyList<(LogLevel Level, string Line)>> StartAsync(Dictionary<string, string?> settings)
    {
        var logger = new RecordingLogger<UnknownSettings>();
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton<ILogger<UnknownSettings>>(logger)
            .AddGatewaySettings()
            .BuildServiceProvider();
        await services.GetServices<IHostedService>().OfType<UnknownSettings>().Single().StartAsync(default);
        return [.. logger.Lines];
    }
}
