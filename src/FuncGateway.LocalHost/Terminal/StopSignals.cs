using System.Runtime.InteropServices;

namespace FuncGateway.LocalHost.Terminal;

/// <summary>Turns Ctrl+C and SIGTERM into a cancelled token. The second one ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private const int EndedBySignal = 130;

    /// <summary>A program in between, such as <c>timeout</c> or <c>npm</c>, passes a signal on that the terminal has sent to the whole group already.</summary>
    private static readonly TimeSpan SameStop = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly TimeProvider _time;
    private long _firstAt;

    public StopSignals(TimeProvider time)
    {
        _time = time;
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT }.Select(signal => PosixSignalRegistration.Create(signal, Handle))];
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.CompareExchange(ref _firstAt, _time.GetTimestamp(), 0) is not 0 and var first)
        {
            if (_time.GetElapsedTime(first) > SameStop)
            {
                Environment.Exit(EndedBySignal);
            }

            return;
        }

        _ = _stop.CancelAsync();
    }
}
