using JobsServer;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ModelContextProtocol;

namespace FuncGateway.LocalHost.Demo;

/// <summary>Runs the gateway in front of a sample server, with a real client that shows which calls are allowed.</summary>
internal static class DemoRun
{
    /// <summary>Returns 0 if all results match the policy, otherwise 1.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var exits = args.Contains("--exit", StringComparer.Ordinal);
        string[] settings = ["--Logging:LogLevel:Default=Warning", .. args.Where(each => each != "--exit")];
        try
        {
            await using var gateway = await LocalHostApp.StartAsync(settings, Console.Out);
            await using var jobs = JobsServerApp.Build(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"], new JobsServerOptions { TimePerWord = TimeSpan.FromMinutes(5) });
            await jobs.StartAsync();
            try
            {
                return await ShowAsync(gateway, AddressOf(jobs) + JobsServerApp.McpPath, exits);
            }
            finally
            {
                await jobs.StopAsync();
            }
        }
        catch (Exception e) when (e is McpException or HttpRequestException || LocalHostApp.IsExpectedAtStart(e))
        {
            await Console.Error.WriteLineAsync($"The demo cannot run: {e.Message}");
            return 1;
        }
    }

    private static async Task<int> ShowAsync(RunningGateway gateway, string upstream, bool exits)
    {
        var setup = await DemoSetup.CreateAsync(gateway, upstream);
        await Console.Out.WriteLineAsync($"\nWhat the scan of the sample server found. The policy of the demo is the one recommended for it:\n\n{setup.Inventory.Text}");
        await Console.Out.WriteLineAsync($"The gateway is at {setup.McpUrl}. For an agent's .mcp.json:\n\n{setup.McpJson}\n");
        var report = await new DemoScript(setup, upstream, TimeProvider.System, Console.Out).RunAsync();
        await Console.Out.WriteLineAsync(report.Text);
        if (!exits && report.IsAsExpected)
        {
            await Console.Out.WriteLineAsync("The gateway keeps running, so you can connect your own client. Stop with Ctrl+C.");
            await gateway.WaitForStopAsync();
        }

        return report.IsAsExpected ? 0 : 1;
    }

    private static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First() ?? throw new IOException("The sample server is not listening.");
}
