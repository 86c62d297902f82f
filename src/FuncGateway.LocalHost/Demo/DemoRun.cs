using FuncGateway.LocalHost.Terminal;
using JobsServer;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using PaymentsServer;

namespace FuncGateway.LocalHost.Demo;

/// <summary>Runs the gateway in front of a sample server, with a real client that shows which calls are allowed.</summary>
internal sealed class DemoRun(DemoOptions options, TimeProvider time, CancellationToken stop)
{
    // They end in the middle of a call when the demo is stopped, which they would report with traces.
    private static readonly string[] SampleArguments = ["--urls", "http://127.0.0.1:0", $"--Logging:LogLevel:Default={(Tracing.IsOn ? "Information" : "None")}"];

    /// <summary>Returns 0 if all results match the policy, 1 if they do not.</summary>
    public async Task<int> RunAsync()
    {
        await using var terminal = new GatewayTerminal(options.Settings, time);
        await using var gateway = await LocalHostApp.StartAsync(options.Settings, Console.Out, terminal.AddTo, stop);
        terminal.Watch(gateway);
        await using var jobs = JobsServerApp.Build(SampleArguments, new JobsServerOptions { TimePerWord = TimeSpan.FromMinutes(5) });
        await jobs.StartAsync(stop);
        try
        {
            var isAsExpected = await ShowAsync(gateway, AddressOf(jobs) + JobsServerApp.McpPath);
            if (!options.Exits && isAsExpected)
            {
                terminal.ShowCalls();
                await KeepRunningAsync(gateway);
            }

            return isAsExpected ? ExitCodes.Ok : ExitCodes.Failed;
        }
        finally
        {
            await jobs.StopAsync(CancellationToken.None);
        }
    }

    private async Task<bool> ShowAsync(RunningGateway gateway, string upstream)
    {
        using var progress = new Progress("Running the demo", Console.Out.WriteLine, time);
        var setup = await SetUpAsync(gateway, "jobs", "Sample job queue", upstream);
        await Console.Out.WriteLineAsync($"\nWhat the scan of the sample server found. The policy of the demo is the one recommended for it:\n\n{setup.Inventory.Text}");
        await Console.Out.WriteLineAsync($"The gateway is at {setup.McpUrl}. For an agent's .mcp.json:\n\n{setup.McpJson}\n");
        var report = await new DemoScript(setup, upstream, time, Console.Out).RunAsync(stop);
        await Console.Out.WriteLineAsync(report.Text);
        return report.IsAsExpected;
    }

    private async Task KeepRunningAsync(RunningGateway gateway)
    {
        if (options.AsksForRefund)
        {
            await AskForRefundAsync(gateway);
        }

        await Console.Out.WriteLineAsync($"\nThe gateway keeps running, so you can connect your own client.\n\n{gateway.Headline}\n{gateway.ConsoleText}");
        await gateway.WaitForStopAsync(stop);
    }

    private async Task AskForRefundAsync(RunningGateway gateway)
    {
        await using var payments = PaymentsServerApp.Build(SampleArguments);
        await payments.StartAsync(stop);
        var setup = await SetUpAsync(gateway, "payments", "Sample payments", AddressOf(payments) + PaymentsServerApp.McpPath);
        var answer = await new DemoRefund(setup, Console.Out).RunAsync(gateway.NewConsoleLink(path: "/approvals"), stop);
        await Console.Out.WriteLineAsync($"The agent was answered: {answer}");
    }

    private async Task<DemoSetup> SetUpAsync(RunningGateway gateway, string server, string name, string upstream)
    {
        using var admin = new DemoAdmin(gateway.Url, gateway.Keys.AdminKey, Console.Out, time, stop);
        return await DemoSetup.CreateAsync(admin, server, name, upstream);
    }

    private static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First() ?? throw new IOException("The sample server is not listening.");
}

/// <param name="Settings">Of the gateway, as on the command line.</param>
/// <param name="Exits">Whether the demo ends after its calls.</param>
/// <param name="AsksForRefund">Whether an agent then asks for a refund, and waits for a person.</param>
internal sealed record DemoOptions(string[] Settings, bool Exits, bool AsksForRefund);
