using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Repository.Tests.Infrastructure;

/// <summary>The hook postdeploy against a real listener.</summary>
public sealed class HookHealthTests
{
    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Postdeploy_OfAGatewayThatStarts_WaitsAndSaysWhereItIs(string shell)
    {
        await using var gateway = await Gateway.StartAsync(503, 503, 200);
        using var scene = gateway.Scene();

        var run = await scene.RunAsync(shell, "postdeploy");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(3, gateway.Requests);
        Assert.Contains("answers 503, attempt 2 of 30", run.Output, StringComparison.Ordinal);
        Assert.EndsWith(
            $"Console  {gateway.Url}/ui\nMCP      {gateway.Url}/mcp/<server>\nNext     fgw login --url {gateway.Url}\n",
            run.Output.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sh", 503, "docs/operate/troubleshooting.md")]
    [InlineData("sh", 403, "IP restriction")]
    [InlineData("pwsh", 503, "docs/operate/troubleshooting.md")]
    [InlineData("pwsh", 403, "IP restriction")]
    public async Task Postdeploy_OfAGatewayThatStaysIll_EndsWithItsLastStatus(string shell, int status, string said)
    {
        await using var gateway = await Gateway.StartAsync(status);
        using var scene = gateway.Scene();
        scene.Set("GATEWAY_HEALTH_ATTEMPTS", "3");

        var run = await scene.RunAsync(shell, "postdeploy");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"after 3 attempts, the last status is {status}.", run.Errors, StringComparison.Ordinal);
        Assert.Contains(said, run.Errors, StringComparison.Ordinal);
        Assert.Equal(3, gateway.Requests);
        Assert.DoesNotContain("Console", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Postdeploy_WhereNothingListens_SaysSo(string shell)
    {
        var gateway = await Gateway.StartAsync(200);
        using var scene = gateway.Scene();
        await gateway.DisposeAsync();
        scene.Set("GATEWAY_HEALTH_ATTEMPTS", "2");

        var run = await scene.RunAsync(shell, "postdeploy");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the last status is 000. Nothing answers there.", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(HookShells))]
    public async Task Postdeploy_ToldNotToWait_AsksNothing(string shell)
    {
        await using var gateway = await Gateway.StartAsync(503);
        using var scene = gateway.Scene();
        scene.Set("GATEWAY_HEALTH_ATTEMPTS", "0");

        var run = await scene.RunAsync(shell, "postdeploy");

        Assert.Equal((0, "", 0), (run.ExitCode, run.Errors, gateway.Requests));
        Assert.Contains($"{gateway.Url}/ui", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sh", "GATEWAY_HEALTH_ATTEMPTS", "-1")]
    [InlineData("sh", "GATEWAY_URL", "")]
    [InlineData("pwsh", "GATEWAY_HEALTH_ATTEMPTS", "-1")]
    [InlineData("pwsh", "GATEWAY_URL", "")]
    public async Task Postdeploy_WithAWrongValue_NamesIt(string shell, string name, string value)
    {
        using var scene = new HookScene();
        scene.Set(name, value);

        var run = await scene.RunAsync(shell, "postdeploy");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(name, run.Errors, StringComparison.Ordinal);
    }

    /// <summary>Answers /healthz with one status after the other, and then with the last.</summary>
    private sealed class Gateway(WebApplication app, int[] statuses) : IAsyncDisposable
    {
        private int _requests;

        public int Requests => _requests;

        public string Url => app.Urls.Single();

        public static async Task<Gateway> StartAsync(params int[] statuses)
        {
            var builder = WebApplication.CreateBuilder();
            builder.Logging.ClearProviders();
            var app = builder.Build();
            var gateway = new Gateway(app, statuses);
            app.MapGet("/healthz", gateway.Answer);
            app.Urls.Add("http://127.0.0.1:0");
            await app.StartAsync();
            return gateway;
        }

        public HookScene Scene()
        {
            var scene = new HookScene();
            scene.Set("GATEWAY_URL", Url);
            return scene;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private IResult Answer() => Results.StatusCode(statuses[Math.Min(Interlocked.Increment(ref _requests), statuses.Length) - 1]);
    }
}
