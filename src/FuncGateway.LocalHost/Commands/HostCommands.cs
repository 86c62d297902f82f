using System.CommandLine;
using FuncGateway.LocalHost.Demo;

namespace FuncGateway.LocalHost.Commands;

/// <summary>The commands that run a gateway, for the local host's own program and for <c>fgw</c>.</summary>
internal static class HostCommands
{
    public static Command Serve()
    {
        var (port, urls) = (Port(), new Option<string>("--urls") { Description = $"The addresses to listen on, separated by semicolons (default {LocalHostApp.DefaultUrl}).", HelpName = "URL" });
        var open = new Option<bool>("--open") { Description = "Opens the console in the browser, signed in." };
        var command = new Command("serve", "Runs a gateway on this machine until it is stopped. Its data is in the nearest .funcgateway folder, else in that of the user.") { port, open, urls };
        var settings = SettingArguments.For(command);
        command.Arguments.Add(settings);
        command.Validators.Add(result =>
        {
            if (result.GetResult(port) is not null && result.GetResult(urls) is not null)
            {
                result.AddError("--port and --urls exclude each other: --urls contains the port.");
            }
        });

        // A synchronous action, because System.CommandLine ends an asynchronous one two seconds after Ctrl+C. The gateway may need longer to store its last records.
        command.SetAction(parsed => HostRun.Run(ExitCodes.Ok, stop => ServeRun.RunAsync(
            [.. Address(parsed.GetValue(port), parsed.GetValue(urls)), .. parsed.GetValue(settings) ?? []], parsed.GetValue(open), TimeProvider.System, stop)));
        return command;
    }

    public static Command Demo()
    {
        var port = Port();
        var exit = new Option<bool>("--exit") { Description = "Ends after the calls instead of keeping the gateway running." };
        var approvals = new Option<bool>("--approvals") { Description = "Then has an agent ask for a refund and wait for your decision." };
        var command = new Command("demo", "Runs a gateway in front of a sample server, with a policy and a client that shows what it does.") { exit, approvals, port };
        var settings = SettingArguments.For(command);
        command.Arguments.Add(settings);
        command.Validators.Add(result =>
        {
            if (result.GetResult(exit) is not null && result.GetResult(approvals) is not null)
            {
                result.AddError("--exit and --approvals exclude each other: a person has to decide before the demo can end.");
            }
        });

        // With --exit it is a check. One that was interrupted has not succeeded.
        command.SetAction(parsed =>
        {
            var options = new DemoOptions([.. Address(parsed.GetValue(port), urls: null), .. parsed.GetValue(settings) ?? []], parsed.GetValue(exit), parsed.GetValue(approvals));
            return HostRun.Run(options.Exits ? ExitCodes.Undecided : ExitCodes.Ok, stop => new DemoRun(options, TimeProvider.System, stop).RunAsync());
        });
        return command;
    }

    private static Option<int?> Port()
    {
        var port = new Option<int?>("--port") { Description = "The port on 127.0.0.1 (default 7071); 0 is a free one.", HelpName = "N" };
        port.Validators.Add(result =>
        {
            if (!result.Tokens.All(token => int.TryParse(token.Value, out var number) && number is >= 0 and <= ushort.MaxValue))
            {
                result.AddError("--port takes a number from 0 to 65535.");
            }
        });
        return port;
    }

    private static string[] Address(int? port, string? urls) => port is not null ? [$"--urls=http://127.0.0.1:{port}"] : urls is not null ? [$"--urls={urls}"] : [];
}
