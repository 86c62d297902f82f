using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using FuncGateway.Cli.Commands;

namespace FuncGateway.Cli;

/// <summary>Adds examples and exit codes to the help of commands.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExamples((SynchronousCommandLineAction)(option.Action ?? throw new InvalidOperationException("The option --help has no action.")));
    }

    public override int Invoke(ParseResult parseResult)
    {
        var result = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is FgwCommand command)
        {
            Write(output, "Examples:", command.Examples);
            Write(output, "Exit code:", command.ExitCodesInWords is { } words ? [words] : []);
        }

        return result;
    }

    private static void Write(TextWriter output, string title, IReadOnlyCollection<string> lines)
    {
        if (lines.Count > 0)
        {
            output.WriteLine(title);
            output.WriteLine($"  {string.Join("\n  ", lines)}\n");
        }
    }
}
