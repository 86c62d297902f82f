using System.Threading.Channels;
using FuncGateway.Core;
using FuncGateway.LocalHost.Terminal;

namespace FuncGateway.LocalHost.Logs;

/// <summary>The log on a person's terminal: one line for each event, and one line for a storage that does not answer, however many parts of the gateway notice.</summary>
internal sealed class TerminalLogs : ILoggerProvider, IAsyncDisposable
{
    private const int Capacity = 1_000;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly Channel<LogEvent> _events = Channel.CreateBounded<LogEvent>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly TerminalQueue _terminal;
    private readonly TimeProvider _time;
    private readonly FoldedLog _folded;
    private readonly StorageOutage _outage;
    private readonly Task _shown;
    private Task<bool>? _more;
    private (IStoreHealth Health, Func<bool> IsLost)? _watched;

    public TerminalLogs(TerminalQueue terminal, TimeProvider time)
    {
        (_terminal, _time, _folded) = (terminal, time, new FoldedLog(time));
        _outage = new StorageOutage(AnswersAsync, () => _watched?.IsLost() == true, time);
        _shown = Task.Run(ShowAllAsync);
    }

    /// <summary>Lets the log ask the storage of a gateway that runs now.</summary>
    /// <param name="isLost">Whether the storage has ended for good.</param>
    public void Watch(IStoreHealth health, Func<bool> isLost) => _watched = (health, isLost);

    public ILogger CreateLogger(string categoryName) => new TerminalLogger(categoryName, this);

    public void Add(LogEvent message)
    {
        if (!_events.Writer.TryWrite(message) && !_shown.IsCompleted)
        {
            _terminal.Drop(1);
        }
    }

    /// <summary>Does nothing: the command ends the log after the gateway, which disposes its providers while it may still have something to say.</summary>
    public void Dispose()
    {
    }

    public async ValueTask DisposeAsync()
    {
        _watched = null;
        _events.Writer.TryComplete();
        await _shown;
    }

    // Before the gateway runs and after it, nothing is known, so nothing changes.
    private async Task<bool> AnswersAsync() => _watched is var (health, _) ? await health.AnswersAsync(CancellationToken.None) : !_outage.IsAway;

    private async Task ShowAllAsync()
    {
        while (await HasMoreAsync())
        {
            while (_events.Reader.TryRead(out var message))
            {
                await ShowAsync(message);
            }

            if (_outage.IsAway)
            {
                await LookAsync();
            }
        }
    }

    private async Task ShowAsync(LogEvent message)
    {
        if (message.IsOfStorage && !_outage.IsAway)
        {
            await LookAsync();
        }

        if (!_outage.Covers(message) && _folded.LineOf(message) is { } line)
        {
            _terminal.Write(line);
        }
    }

    private async Task LookAsync()
    {
        if (await _outage.LookAsync() is { } sentence)
        {
            _terminal.Write(_folded.Line(_outage.IsAway ? LogLevel.Error : LogLevel.Information, sentence));
        }
    }

    // While the storage is away, waiting ends after an interval even without a message.
    private async Task<bool> HasMoreAsync()
    {
        _more ??= _events.Reader.WaitToReadAsync().AsTask();
        if (_outage.IsAway && await Task.WhenAny(_more, Task.Delay(LookInterval, _time)) != _more)
        {
            return true;
        }

        var hasMore = await _more;
        _more = null;
        return hasMore;
    }
}
