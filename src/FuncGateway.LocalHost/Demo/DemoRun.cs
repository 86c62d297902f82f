using JobsServer;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ModelContextProtocol;
using PaymentsServer;

namespace FuncGateway.LocalHost.Demo;

/// <summary>Runs the gateway in front of a sample server, with a real client that shows which calls are allowed.</summary>
internal static class DemoRun
{
    private const string Exit = "--exit";
    private const string Approvals = "--approvals";
    private const string LogLevel = "--Logging:LogLevel:Default=Warning";

    /// <summary>Returns 0 if all results match the policy, 1 if they do not or the demo cannot run, 2 if the arguments are not accepted.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (exits, hasApprovals) = (args.Contains(Exit, StringComparer.Ordinal), args.Contains(Approvals, StringComparer.Ordinal));
        if (exits && hasApprovals)
        {
            await Console.Error.WriteLineAsync($"{Exit} and {Approvals} exclude each other: a person has to decide before the demo can end.");
            return 2;
        }

        string[] settings = [LogLevel, .. args.Where(each => each is not (Exit or Approvals))];
        try
        {
            await using var gateway = await LocalHostApp.StartAsync(settings, Console.Out);
            await using var jobs = JobsServerApp.Build(["--urls", "http://127.0.0.1:0", LogLevel], new JobsServerOptions { TimePerWord = TimeSpan.FromMinutes(5) });
            await jobs.StartAsync();
            try
            {
                return await ShowAsync(gateway, AddressOf(jobs) + JobsServerApp.McpPath, exits, hasApprovals);
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

    private static async Task<int> ShowAsync(RunningGateway gateway, string upstream, bool exits, bool hasApprovals)
    {
        var setup = await DemoSetup.CreateAsync(gateway.Url, gateway.Keys.AdminKey, "jobs", "Sample job queue", upstream);
        await Console.Out.WriteLineAsync($"\nWhat the scan of the sample server found. The policy of the demo is the one recommended for it:\n\n{setup.Inventory.Text}");
        await Console.Out.WriteLineAsync($"The gateway is at {setup.McpUrl}. For an agent's .mcp.json:\n\n{setup.McpJson}\n");
        var report = await new DemoScript(setup, upstream, TimeProvider.System, Console.Out).RunAsync();
        await Console.Out.WriteLineAsync(report.Text);
        if (!exits && report.IsAsExpected)
        {
            await KeepRunningAsync(gateway, hasApprovals);
        }

        return report.IsAsExpected ? 0 : 1;
    }

    private static async Task KeepRunningAsync(RunningGateway gateway, bool hasApprovals)
    {
        if (hasApprovals)
        {
            await AskForRefundAsync(gateway);
        }

        await Console.Out.WriteLineAsync($"\nThe gateway keeps running, so you can connect your own client. Stop with Ctrl+C.\n{gateway.NewConsoleText()}");
        await gateway.WaitForStopAsync();
    }

    private static async Task AskForRefundAsync(RunningGateway gateway)
    {
        await using var payments = PaymentsServerApp.Build(["--urls", "http://127.0.0.1:0", LogLevel]);
        await payments.StartAsync();
        var setup = await DemoSetup.CreateAsync(gateway.Url, gateway.Keys.AdminKey, "payments", "Sample payments", AddressOf(payments) + PaymentsServerApp.McpPath);
        var stopping = gateway.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            var answer = await new DemoRefund(setup, Console.Out).RunAsync(gateway.NewConsoleLink(path: "/approvals"), stopping);
            await Console.Out.WriteLineAsync($"The agent was answered: {answer}");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Ctrl+C before anybody decided.
        }
    }

    private static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First() ?? throw new IOException("The sample server is not listening.");
}
