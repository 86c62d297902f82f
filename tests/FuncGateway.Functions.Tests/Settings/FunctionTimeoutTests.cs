using System.Globalization;
using FuncGateway.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FuncGateway.Functions.Tests.Settings;

/// <summary>The longest life of a request and the timeout of the Functions host fit together, or the app does not start.</summary>
public sealed class FunctionTimeoutTests : IDisposable
{
    private const string Lifetime = "FuncGateway:MaxStreamLifetime";

    private readonly DirectoryInfo _app = Directory.CreateTempSubdirectory("app");

    public void Dispose() => _app.Delete(recursive: true);

    [Theory]
    [InlineData("00:30:00", "00:29:00")]
    [InlineData("-1", "23:00:00")]
    [InlineData(null, "00:25:00")]
    public void Start_WithALifetimeBelowTheTimeout_Succeeds(string? timeout, string lifetime) => Assert.Null(Start(HostJson(timeout), (Lifetime, lifetime)));

    [Theory]
    [InlineData("00:30:00", "00:29:01")]
    [InlineData("00:05:00", "00:25:00")]
    [InlineData(null, "00:30:00")]
    public void Start_WithALifetimeThatReachesTheTimeout_IsRefusedAndNamesBoth(string? timeout, string lifetime)
    {
        var problem = Start(HostJson(timeout), (Lifetime, lifetime));
        Assert.Contains($"FuncGateway:MaxStreamLifetime is {lifetime}, but functionTimeout is {timeout ?? "00:30:00"} ", problem, StringComparison.Ordinal);
        Assert.Contains(_app.FullName, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_WithATimeoutInTheAppSettings_GoesByThat()
    {
        var problem = Start(HostJson("-1"), (FunctionTimeout.Setting, "00:10:00"));
        Assert.Contains("but functionTimeout is 00:10:00 (set in the app setting AzureFunctionsJobHost__functionTimeout)", problem, StringComparison.Ordinal);
        Assert.Contains("at most 00:09:00", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_WithATimeoutThatIsNone_IsRefused() =>
        Assert.Contains("functionTimeout is 'soon'", Start(HostJson("soon")), StringComparison.Ordinal);

    [Fact]
    public void HostJson_OfTheApp_FitsTheDefault()
    {
        var timeout = TimeSpan.Parse(System.Text.Json.JsonDocument.Parse(Repository.Read("src", "FuncGateway.Functions", "host.json")).RootElement.GetProperty("functionTimeout").GetString() ?? "", CultureInfo.InvariantCulture);
        Assert.True(new GatewayOptions().MaxStreamLifetime + StreamLifetimeCheck.Margin <= timeout);
    }

    private string HostJson(string? timeout) => timeout is null ? """{"version":"2.0"}""" : $$"""{"version":"2.0", "functionTimeout": "{{timeout}}" // a comment""" + "\n}";

    /// <summary>What the start is refused with, or null.</summary>
    private string? Start(string hostJson, params (string Name, string? Value)[] settings)
    {
        File.WriteAllText(Path.Combine(_app.FullName, "host.json"), hostJson);
        var configuration = SampleSettings.With([(FunctionTimeout.AppDirectory, _app.FullName), .. settings]);
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddFunctionsHost(configuration).BuildServiceProvider();
        return (Record.Exception(services.GetRequiredService<IStartupValidator>().Validate) as OptionsValidationException)?.Message;
    }
}
