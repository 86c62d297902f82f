using System.CommandLine;
using FuncGateway.LocalHost.VerifyAudit;
using FuncGateway.Policies.Text;

namespace FuncGateway.LocalHost.Commands;

/// <summary>The command line of the local host. Without a command it serves.</summary>
internal static class HostProgram
{
    private const string VerifyAudit = "verify-audit";
    private static readonly string[] OfRoot = ["--help", "-h", "-?", "/?", "/h", "--version"];

    public static int Run(string[] args) => args switch
    {
        // It reads its arguments itself.
        [VerifyAudit, .. var rest] => new VerifyAuditCommand(Console.Out, Console.Error, File.OpenRead).Run(rest),
        [] => Parse(["serve"]),
        [var first, ..] when first.StartsWith("--", StringComparison.Ordinal) && !OfRoot.Contains(first) => Parse(["serve", .. args]),
        _ => Parse(args),
    };

    private static int Parse(string[] args)
    {
        var root = new RootCommand("FuncGateway on this machine: for evaluation, tests and benchmarks, not for production.")
        {
            HostCommands.Serve(),
            HostCommands.Demo(),
            new Command(VerifyAudit, "Verifies an export of the audit log, without a gateway."),
        };

        // An argument that starts with '@' is not the name of a file with further arguments.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.CommandResult.Command == root && args is [var first, ..] && !first.StartsWith('-') && !OfRoot.Contains(first))
        {
            return Refuse($"There is no command '{VisibleText.Of(first)}'. Known: {string.Join(", ", root.Subcommands.Select(command => command.Name))}.");
        }

        return parsed.Errors is [var error, ..] ? Refuse(error.Message) : parsed.Invoke();
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return ExitCodes.Usage;
    }
}
