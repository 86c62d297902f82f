using System.Threading.Channels;
using FuncGateway.Core.Audit;
using FuncGateway.LocalHost.Terminal;

namespace FuncGateway.LocalHost.Calls;

/// <summary>Shows the calls of the gateway on the terminal, as their records are stored. Records are read in the background, so that no call waits for it.</summary>
internal sealed class CallLines : IAsyncDisposable
{
    private const int MaxBlocks = 256;

    /// <summary>Calls that have begun and not ended. More than a gateway has at the same time; those of a process that was killed are in no later block.</summary>
    private const int MaxOpen = 10_000;

    private readonly Channel<AuditBlock> _blocks = Channel.CreateBounded<AuditBlock>(new BoundedChannelOptions(MaxBlocks) { SingleReader = true });
    private readonly Dictionary<string, CallEntry> _open = new(StringComparer.Ordinal);
    private readonly TerminalQueue _terminal;
    private readonly TimeProvider _time;
    private readonly Task _shown;

    public CallLines(TerminalQueue terminal, TimeProvider time)
    {
        (_terminal, _time) = (terminal, time);
        _shown = Task.Run(ShowAllAsync);
    }

    /// <summary>Whether calls are shown.</summary>
    public bool IsOn { get; set; }

    public void Show(AuditBlock stored)
    {
        if (IsOn && stored.Chain.Stream == AuditStream.Calls && !_blocks.Writer.TryWrite(stored))
        {
            _terminal.Drop(stored.Lines.Span.Count((byte)'\n') + 1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _blocks.Writer.TryComplete();
        await _shown;
    }

    private async Task ShowAllAsync()
    {
        await foreach (var block in _blocks.Reader.ReadAllAsync())
        {
            foreach (var range in block.Lines.Span.Split((byte)'\n'))
            {
                if (Complete(block.Lines.Span[range]) is { } entry && CallLine.Of(entry, _time.LocalTimeZone) is { } line)
                {
                    _terminal.Write(line);
                }
            }
        }
    }

    private CallEntry? Complete(ReadOnlySpan<byte> record)
    {
        switch (AuditJson.ReadLine(AuditStream.Calls, record))
        {
            case (CallEntry { Outcome: null } begun, _):
                if (_open.Count >= MaxOpen)
                {
                    _open.Clear();
                }

                _open[begun.Id] = begun;
                return null;
            case (CallEntry entry, _):
                return entry;
            case (_, { Ends: { } id } ending):
                return _open.Remove(id, out var ended) ? ended.With(ending) as CallEntry : null;
            default:
                return null;
        }
    }
}
