using FuncGateway.LocalHost.Terminal;

namespace FuncGateway.LocalHost.Commands;

/// <summary>Runs the gateway until it is stopped.</summary>
internal static class ServeRun
{
    /// <param name="settings">As on the command line.</param>
    public static async Task<int> RunAsync(string[] settings, bool opensConsole, TimeProvider time, CancellationToken stop)
    {
        await using var terminal = new GatewayTerminal(settings, time);
        await using var gateway = await LocalHostApp.StartAsync(settings, Console.Error, terminal.AddTo, stop);
        terminal.Watch(gateway);
        await Console.Out.WriteLineAsync(gateway.Headline);
        await Console.Out.WriteLineAsync(gateway.ConsoleText);
        terminal.ShowCalls();
        if (opensConsole && !await Browser.TryOpenAsync(gateway.NewConsoleLink(), time, stop))
        {
            await Console.Out.WriteLineAsync("The browser could not be opened; open the console's link yourself.");
        }

        await gateway.WaitForStopAsync(stop);
        return ExitCodes.Ok;
    }
}
