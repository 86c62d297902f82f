using System.Threading.Channels;

namespace FuncGateway.LocalHost.Terminal;

/// <summary>
/// Writes lines in the background. A terminal that blocks, such as one that is paused, never holds up whoever writes: lines that do not fit in the queue
/// are dropped and counted.
/// </summary>
internal sealed class TerminalQueue : IAsyncDisposable
{
    private const int Capacity = 1_000;
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(1);

    private readonly Channel<TerminalLine> _lines = Channel.CreateBounded<TerminalLine>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly Action<TerminalLine> _write;
    private readonly TimeProvider _time;
    private readonly Task _written;
    private int _dropped;

    /// <param name="write">Writes one line; may block.</param>
    public TerminalQueue(Action<TerminalLine> write, TimeProvider time)
    {
        (_write, _time) = (write, time);
        _written = Task.Run(WriteAllAsync);
    }

    public void Write(TerminalLine line)
    {
        if (!_lines.Writer.TryWrite(line))
        {
            Drop(1);
        }
    }

    /// <summary>Counts lines that were dropped before they got here.</summary>
    public void Drop(int count) => Interlocked.Add(ref _dropped, count);

    /// <summary>Writes what is left, unless the terminal blocks.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        try
        {
            await _written.WaitAsync(FlushTimeout, _time);
        }
        catch (TimeoutException)
        {
            // The terminal blocks.
        }
    }

    private async Task WriteAllAsync()
    {
        await foreach (var line in _lines.Reader.ReadAllAsync())
        {
            _write(line);
            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var count)
            {
                _write(new TerminalLine($"… {count} lines are not shown: the terminal was too slow."));
            }
        }
    }
}
