using FuncGateway.LocalHost.Tests.Telemetry;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;

/// <summary>Tests what is logged about a client that disconnects.</summary>
public sealed class HangUpTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly string[] Levels =
    [
        "--Logging:LogLevel:Default=Warning",
        "--Logging:LogLevel:FuncGateway.Hosting.ExceptionBoundary=Trace",
        "--Logging:LogLevel:FuncGateway.Mcp.McpEndpoint=Trace",
    ];

    [Theory]
    [InlineData("POST", "text/event-stream", false)]
    [InlineData("POST", "text/event-stream", true)]
    [InlineData("POST", "application/json", false)]
    [InlineData("GET", "text/event-stream", false)]
    public async Task AClientThatHangsUp_WhileItsAnswerIsRelayed_IsOneDebugLine(string method, string type, bool resets)
    {
        // Long enough to be passed on before its end, and an answer that may be.
        var upstream = new Reply(200, [new("Content-Type", type)], [ReplyStep.Text($"{{\"jsonrpc\":\"2.0\",\"result\":{{\"x\":\"{new string('x', 100_000)}"), ReplyStep.Forever()]);
        var lines = await HangUpAsync(resets, upstream, route => route.OpeningStreamAsync(method));
        Assert.Equal([$"Debug FuncGateway.Hosting.ExceptionBoundary: A {method} request ended because the client disconnected "], lines);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AClientThatHangsUp_InTheMiddleOfItsMessage_IsOneDebugLine(bool resets)
    {
        var lines = await HangUpAsync(resets, upstream: null, route => Task.FromResult(route.Post(McpPost.Call("a"))[..^10]));
        Assert.Equal(["Debug FuncGateway.Hosting.ExceptionBoundary: A POST request ended because the client disconnected "], lines);
    }

    /// <summary>Log lines of any level about requests, and warnings about everything else, from the start of the gateway to its end.</summary>
    private async Task<string[]> HangUpAsync(bool resets, Reply? upstream, Func<Route, Task<string>> open)
    {
        using var log = new RecordingLoggerProvider();
        await using (var gateway = await LocalGateway.StartAsync(azurite, services => services.AddSingleton<ILoggerProvider>(log), Levels))
        {
            await using var route = await Route.OpenAsync(gateway, "leaves", Policies.AllowAll);
            var request = await open(route);
            using var client = await route.ConnectAsync();
            if (upstream is null)
            {
                await client.SendAsync(request);
            }
            else
            {
                route.Upstream.Then(upstream);
                await client.SendAsync(request);
                await client.ReadHeadAsync();
            }

            client.HangUp(resets);
            await log.Changed.UntilAsync(() => Written(log).Any());
        }

        return [.. Written(log)];
    }

    private static IEnumerable<string> Written(RecordingLoggerProvider log) => log.Lines.Where(line => !line.Contains(" => ", StringComparison.Ordinal));
}
