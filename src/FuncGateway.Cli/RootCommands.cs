using System.CommandLine;
using FuncGateway.Cli.Commands;
using FuncGateway.LocalHost.Commands;

namespace FuncGateway.Cli;

/// <summary>All commands of <c>fgw</c>.</summary>
internal static class RootCommands
{
    public static RootCommand Create(CliEnvironment environment)
    {
        var root = new RootCommand("The command line of FuncGateway, an MCP policy gateway: the gateway on this machine, and the administration of any.")
        {
            HostCommands.Serve(), HostCommands.Demo(),
        };
        Command[] commands =
        [
            ServerCommands.Create(environment), .. ToolCommands.Create(environment), PolicyCommands.Create(environment), GrantCommands.Create(environment), ConnectCommand.Create(environment),
            .. ApprovalCommands.Create(environment), LogCommand.Create(environment), AuditCommands.Create(environment), .. OverviewCommands.Create(environment), .. ApplyCommands.Create(environment),
            .. FreezeCommands.Create(environment), DoctorCommand.Create(environment), .. LoginCommands.Create(environment), CompletionCommand.Create(environment), DocsCommand.Create(environment),
        ];
        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
        }

        foreach (var option in GlobalOptions.All)
        {
            root.Options.Add(option);
        }

        HelpWithExamples.AddTo(root);
        return root;
    }
}
