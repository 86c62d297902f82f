using FuncGateway.LocalHost.Terminal;
using FuncGateway.Policies.Text;

namespace FuncGateway.LocalHost.Commands;

/// <summary>Runs a command until it ends or is stopped, and turns what goes wrong into a sentence and an exit code.</summary>
internal static class HostRun
{
    private const int MaxText = 600;

    /// <param name="stopped">The exit code of a command that Ctrl+C or SIGTERM has ended.</param>
    public static int Run(int stopped, Func<CancellationToken, Task<int>> command)
    {
        using var signals = new StopSignals(TimeProvider.System);
        Progress? stopping = null;
        using var stop = signals.Token.Register(() => stopping = new Progress("Stopping", Console.Out.WriteLine, TimeProvider.System));
        try
        {
            var code = command(signals.Token).GetAwaiter().GetResult();
            return signals.Token.IsCancellationRequested ? Stopped(stopped) : code;
        }
        catch (Exception) when (!Tracing.IsOn && signals.Token.IsCancellationRequested)
        {
            // Whatever was being done, it was given up.
            return Stopped(stopped);
        }
        catch (Exception e) when (!Tracing.IsOn && StartFailure.Explain(e) is { } failure)
        {
            Console.Error.WriteLine(VisibleText.Of(failure.Sentence, MaxText));
            return failure.ExitCode;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(Tracing.IsOn ? e.ToString() : VisibleText.Of($"Unexpected error: {e.GetType().Name}: {e.Message} Set {Tracing.Variable}=1 to see where.", MaxText));
            return StartFailure.Explain(e)?.ExitCode ?? ExitCodes.Bug;
        }
        finally
        {
            stopping?.Dispose();
        }
    }

    private static int Stopped(int code)
    {
        Console.Out.WriteLine("Stopped.");
        return code;
    }
}
