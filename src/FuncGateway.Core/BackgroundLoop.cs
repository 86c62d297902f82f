using Microsoft.Extensions.Logging;

namespace FuncGateway.Core;

/// <summary>
/// Keeps background work running. An unexpected exception is logged as critical, all waiting requests are refused, and after a
/// pause the work starts again: otherwise a single defect would refuse every later call until the process is restarted.
/// </summary>
/// <param name="name">What the loop does, as the subject of its log messages.</param>
public sealed partial class BackgroundLoop(string name, TimeProvider time, ILogger logger)
{
    /// <summary>Pause before failed work starts again, so that a defect that persists does not use up the processor.</summary>
    public static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);

    /// <summary>Runs the work until it completes or the gateway stops. Does not throw.</summary>
    /// <param name="work">Called again after each unexpected exception.</param>
    /// <param name="answerWaiting">Answers everything that waits for the work, with a refusal. Called after each unexpected exception, and when the gateway stops.</param>
    public async Task RunAsync(Func<CancellationToken, Task> work, Action answerWaiting, CancellationToken stopping)
    {
        while (!await TryRunAsync(work, stopping))
        {
            Try(answerWaiting);
            if (stopping.IsCancellationRequested || !await PauseAsync(stopping))
            {
                return;
            }
        }
    }

    /// <summary>Runs one step, such as the callback of a timer, where an exception would end the process.</summary>
    public void Try(Action step)
    {
        try
        {
            step();
        }
        catch (Exception e)
        {
            LogFailed(e, name);
        }
    }

    private async Task<bool> TryRunAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        try
        {
            await work(stopping);
            return true;
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e)
        {
            LogFailed(e, name);
            return false;
        }
    }

    // Returns false if the gateway stops in the meantime.
    private async Task<bool> PauseAsync(CancellationToken stopping)
    {
        try
        {
            await Task.Delay(RestartPause, time, stopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Critical, "{Loop} failed unexpectedly; what waited for it was refused, and it starts again")]
    private partial void LogFailed(Exception exception, string loop);
}
