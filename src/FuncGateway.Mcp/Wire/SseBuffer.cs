using System.Buffers;

namespace FuncGateway.Mcp.Wire;

/// <summary>
/// Splits the bytes of an event stream into complete events without changing them. Lines end with LF, CRLF or CR; data may span several lines;
/// a comment is returned as an event without data. A byte order mark at the start of the stream is dropped.
/// </summary>
internal sealed class SseBuffer : IDisposable
{
    private readonly List<Slice> _data = [];
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _start;
    private int _end;
    private int _line;
    private bool _hasId;
    private bool _afterReturn;
    private bool _started;

    public int Buffered => _end - _start;

    /// <summary>At the end of the stream: the LF of a final CRLF whose CR was already returned with its event, or nothing.</summary>
    public ReadOnlySpan<byte> Tail => _end - _start == 1 && _bytes[_start] == (byte)'\n' ? "\n"u8 : [];

    /// <summary>Returns space for the next read. Invalidates all events returned before.</summary>
    public Memory<byte> Room()
    {
        if (_start > 0 && _start == _end)
        {
            Shift(_start);
        }
        else if (_end == _bytes.Length)
        {
            MakeRoom();
        }

        return _bytes.AsMemory(_end);
    }

    public void Filled(int count) => _end += count;

    /// <summary>Returns the next event, if it has been received completely.</summary>
    public bool TryNext(out SseEvent next)
    {
        if (!_started && !TryStart())
        {
            next = default;
            return false;
        }

        if (_afterReturn && _line < _end)
        {
            // The LF of a CRLF that was split between two reads is returned with the next event.
            _line += _bytes[_line] == (byte)'\n' ? 1 : 0;
            _afterReturn = false;
        }

        while (TryLine(out var line, out var lineEnd))
        {
            _line = lineEnd;
            if (line.End > line.Start)
            {
                Note(line);
                continue;
            }

            next = new SseEvent(_bytes.AsMemory(_start, lineEnd - _start), JoinData(), _hasId);
            _start = lineEnd;
            _data.Clear();
            _hasId = false;
            return true;
        }

        next = default;
        return false;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    /// <summary>
    /// Skips a byte order mark; returns false until enough has been received to know whether there is one. It is allowed only at the very start of a
    /// stream, and the stream to the client has already been opened with a comment: relayed, it would make the first field name unknown.
    /// </summary>
    private bool TryStart()
    {
        var mark = "\uFEFF"u8;
        var first = _bytes.AsSpan(_start, Math.Min(_end - _start, mark.Length));
        if (!mark.StartsWith(first))
        {
            _started = true;
        }
        else if (first.Length == mark.Length)
        {
            _start += mark.Length;
            _line = _start;
            _started = true;
        }

        return _started;
    }

    private bool TryLine(out Slice line, out int lineEnd)
    {
        var from = _line;
        var at = _bytes.AsSpan(from, _end - from).IndexOfAny((byte)'\r', (byte)'\n');
        line = default;
        lineEnd = 0;
        if (at < 0)
        {
            return false;
        }

        var end = from + at;
        lineEnd = end + 1;
        if (_bytes[end] == (byte)'\r')
        {
            _afterReturn = lineEnd == _end;
            lineEnd += lineEnd < _end && _bytes[lineEnd] == (byte)'\n' ? 1 : 0;
        }

        line = new Slice(from, end);
        return true;
    }

    private void Note(Slice line)
    {
        var text = line.Of(_bytes);
        _hasId |= text.SequenceEqual("id"u8) || text.StartsWith("id:"u8);
        if (text.StartsWith("data:"u8) || text.SequenceEqual("data"u8))
        {
            var from = Math.Min(line.Start + 5, line.End);
            _data.Add(new Slice(from < line.End && _bytes[from] == (byte)' ' ? from + 1 : from, line.End));
        }
    }

    private ReadOnlyMemory<byte> JoinData()
    {
        if (_data.Count <= 1)
        {
            return _data.Count == 0 ? default : _bytes.AsMemory(_data[0].Start, _data[0].End - _data[0].Start);
        }

        var joined = new ArrayBufferWriter<byte>();
        foreach (var line in _data)
        {
            joined.Write(joined.WrittenCount == 0 && line == _data[0] ? [] : "\n"u8);
            joined.Write(line.Of(_bytes));
        }

        return joined.WrittenMemory;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            Shift(_start);
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
        _bytes.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    private void Shift(int by)
    {
        _bytes.AsSpan(by, _end - by).CopyTo(_bytes);
        _start -= by;
        _end -= by;
        _line -= by;
        for (var index = 0; index < _data.Count; index++)
        {
            _data[index] = new Slice(_data[index].Start - by, _data[index].End - by);
        }
    }
}

/// <summary>One event of a stream: its bytes as received, its data lines joined, and whether it has an id to resume from. Valid until <see cref="SseBuffer.Room"/> is called.</summary>
internal readonly record struct SseEvent(ReadOnlyMemory<byte> Raw, ReadOnlyMemory<byte> Data, bool HasId);
