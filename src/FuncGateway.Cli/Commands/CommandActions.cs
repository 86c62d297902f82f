using System.CommandLine;
using FuncGateway.Cli.Output;
using FuncGateway.LocalHost;
using FuncGateway.LocalHost.Terminal;

namespace FuncGateway.Cli.Commands;

/// <summary>Connects a command with what it does, and turns every failure into one line and an exit code.</summary>
internal static class CommandActions
{
    /// <param name="run">Returns the exit code.</param>
    public static FgwCommand Does(this FgwCommand command, CliEnvironment environment, Func<Invocation, Task<int>> run)
    {
        command.SetAction((parse, cancellation) => RunAsync(parse, environment, run, cancellation));
        return command;
    }

    /// <summary>For a command that is done when it has not failed.</summary>
    public static FgwCommand Does(this FgwCommand command, CliEnvironment environment, Func<Invocation, Task> run) => command.Does(environment, async invocation =>
    {
        await run(invocation);
        return ExitCodes.Ok;
    });

    private static async Task<int> RunAsync(ParseResult parse, CliEnvironment environment, Func<Invocation, Task<int>> run, CancellationToken cancellation)
    {
        var error = environment.Terminal.Error;
        try
        {
            using var invocation = new Invocation(parse, environment, cancellation);
            var code = await run(invocation);
            await environment.Terminal.Out.FlushAsync(CancellationToken.None);
            return code;
        }
        catch (CliException e)
        {
            await error.WriteLineAsync(GlobalOptions.FormatOf(parse) is OutputFormat.Json or OutputFormat.JsonLines && e.Problem is { } problem ? JsonText.Compact(problem) : $"fgw: {e.Message}");
            return e.ExitCode;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (IOException e) when (ClosedPipe.Is(e))
        {
            return ExitCodes.Ok;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"fgw: {e.Message}");
            return ExitCodes.Failed;
        }
        catch (Exception e)
        {
            await error.WriteLineAsync(
                environment.Variable(Tracing.Variable) is { Length: > 0 } ? $"fgw: {e}" : $"fgw: This is a bug of fgw: {e.GetType().Name}: {e.Message} Set {Tracing.Variable}=1 to see where.");
            return ExitCodes.Bug;
        }
    }
}
