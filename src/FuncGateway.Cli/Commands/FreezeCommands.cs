using System.CommandLine;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw freeze</c> and <c>unfreeze</c>: stops every call, and lets them pass again.</summary>
internal static class FreezeCommands
{
    public static IEnumerable<Command> Create(CliEnvironment environment)
    {
        var reason = new Option<string>("--message", "-m") { Description = "The reason, for the audit log.", HelpName = "text" };
        yield return new FgwCommand("freeze", "Stops every call of every agent, everywhere within 2 s.", examples: ["fgw freeze -m \"leaked token\""]) { reason }.Does(environment, async invocation =>
        {
            var state = await invocation.SendAsync(Api.StartFreeze.At(), new JsonObject { ["reason"] = invocation.Get(reason) });
            invocation.Print.One(state, $"Every call is refused, since {Printer.Safe(state?["since"])} by {Printer.Safe(state?["by"])}. 'fgw unfreeze' lets them pass again.");
        });
        yield return new FgwCommand("unfreeze", "Lets calls pass again.").Does(environment, async invocation =>
        {
            var state = await invocation.SendAsync(Api.EndFreeze.At());
            invocation.Print.One(state, state?["wasFrozen"]?.GetValue<bool>() == false ? "Calls were not stopped." : "Calls pass again, under their policies.");
        });
    }
}
