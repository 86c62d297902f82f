using System.Buffers;

namespace FuncGateway.Mcp.Wire;

/// <summary>
/// Splits the bytes of an event stream into complete events without changing them. Lines end with LF, CRLF or CR; data may span several lines;
/// a comment is returned as an event without data. A byte order mark at the start of the stream is dropped. Each byte is looked at once, however the
/// stream is cut.
/// </summary>
internal sealed class SseBuffer : IDisposable
{
    private readonly List<Slice> _data = [];
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _start;
    private int _end;
    private int _line;
    private int _scanned;
    private bool _hasId;
    private bool _isOdd;
    private bool _afterReturn;
    private bool _started;
    private bool _isLong;
    private bool _inData;

    public int Buffered => _end - _start;

    /// <summary>How many bytes have been searched for line ends.</summary>
    internal long Scanned { get; private set; }

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
        if (_isLong || (!_started && !TryStart()))
        {
            next = default;
            return false;
        }

        SkipSplitLineEnd();
        while (TryLine(out var line, out var lineEnd))
        {
            _line = _scanned = lineEnd;
            if (line.End > line.Start)
            {
                Note(line);
                continue;
            }

            next = Take(lineEnd);
            return true;
        }

        next = default;
        return false;
    }

    /// <summary>At the end of the stream: returns an event with data whose last line or blank line is missing, because some clients read it.</summary>
    public bool TryEnd(out SseEvent last)
    {
        if (!_isLong && _line < _end)
        {
            Room().Span[0] = (byte)'\n';
            Filled(1);
        }

        if (!TryNext(out last) && !_isLong && _data.Count > 0)
        {
            last = Take(_end);
        }

        return !last.Raw.IsEmpty;
    }

    /// <summary>Feeds what has been received of the data of the next event, without taking it. <see cref="TryNext"/> must have returned false.</summary>
    public void Peek(MessageSkim skim)
    {
        foreach (var line in _data)
        {
            skim.Feed(line.Of(_bytes));
            skim.Feed("\n"u8);
        }

        var rest = _bytes.AsSpan(_line, _end - _line);
        skim.Feed(rest.StartsWith("data:"u8) ? rest[5..] : []);
    }

    /// <summary>From now on the event at the start of the buffer is returned in parts, by <see cref="TryPart"/>.</summary>
    public void BeginLong()
    {
        (_isLong, _inData, _line, _scanned) = (true, false, _start, _start);
        _data.Clear();
        (_hasId, _isOdd) = (false, false);
    }

    /// <summary>Returns the next part of a long event. Other lines than data are returned only as a whole.</summary>
    public bool TryPart(out SsePart part)
    {
        SkipSplitLineEnd();
        if (_inData)
        {
            return TryData(_start, startsLine: false, out part);
        }

        var rest = _bytes.AsSpan(_start, _end - _start);
        if (rest.StartsWith("data:"u8) && rest.Length > 5)
        {
            return TryData(_start + (rest[5] == (byte)' ' ? 6 : 5), startsLine: true, out part);
        }

        part = default;
        if (!TryLine(out var line, out var lineEnd))
        {
            return false;
        }

        part = PartTo(lineEnd, line.Of(_bytes) is var text && SseLine.IsData(text) ? new Slice(line.End, line.End) : default) with
        {
            IsOdd = !SseLine.IsPlain(text),
            HasId = SseLine.IsId(text),
            IsEnd = text.IsEmpty,
        };
        _isLong = !part.IsEnd;
        return true;
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
            _line = _scanned = _start;
            _started = true;
        }

        return _started;
    }

    // The LF of a CRLF that was split between two reads is returned with the next event.
    private void SkipSplitLineEnd()
    {
        if (_afterReturn && _line < _end)
        {
            _line += _bytes[_line] == (byte)'\n' ? 1 : 0;
            _scanned = Math.Max(_scanned, _line);
            _afterReturn = false;
        }
    }

    private bool TryLine(out Slice line, out int lineEnd)
    {
        var from = _line;
        var at = _bytes.AsSpan(_scanned, _end - _scanned).IndexOfAny((byte)'\r', (byte)'\n');
        Scanned += at < 0 ? _end - _scanned : at + 1;
        line = default;
        lineEnd = 0;
        if (at < 0)
        {
            _scanned = _end;
            return false;
        }

        var end = _scanned + at;
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
        _isOdd |= !SseLine.IsPlain(text);
        _hasId |= SseLine.IsId(text);
        if (SseLine.IsData(text))
        {
            var from = Math.Min(line.Start + 5, line.End);
            _data.Add(new Slice(from < line.End && _bytes[from] == (byte)' ' ? from + 1 : from, line.End));
        }
    }

    private SseEvent Take(int end)
    {
        var taken = new SseEvent(_bytes.AsMemory(_start, end - _start), JoinData(), _hasId) { IsPlain = !_isOdd };
        _start = _line = _scanned = end;
        _data.Clear();
        (_hasId, _isOdd) = (false, false);
        return taken;
    }

    private bool TryData(int from, bool startsLine, out SsePart part)
    {
        _scanned = Math.Max(_scanned, from);
        if (TryLine(out var line, out var lineEnd))
        {
            _inData = false;
            part = PartTo(lineEnd, new Slice(from, line.End)) with { StartsLine = startsLine };
            return true;
        }

        part = default;
        if (from >= _end)
        {
            return false;
        }

        _inData = true;
        part = PartTo(_end, new Slice(from, _end)) with { StartsLine = startsLine };
        return true;
    }

    private SsePart PartTo(int end, Slice data)
    {
        var part = new SsePart(_bytes.AsMemory(_start, end - _start), _bytes.AsMemory(data.Start, data.End - data.Start));
        _start = _line = _scanned = end;
        return part;
    }

    private ReadOnlyMemory<byte> JoinData()
    {
        if (_data.Count <= 1)
        {
            return _data.Count == 0 ? default : _bytes.AsMemory(_data[0].Start, _data[0].End - _data[0].Start);
        }

        var joined = new byte[_data.Sum(line => line.End - line.Start) + _data.Count - 1];
        var at = 0;
        foreach (var line in _data)
        {
            if (at > 0 || line != _data[0])
            {
                joined[at++] = (byte)'\n';
            }

            line.Of(_bytes).CopyTo(joined.AsSpan(at));
            at += line.End - line.Start;
        }

        return joined;
    }

    private void MakeRoom()
    {
        // Half of the buffer must become free, so that moving the rest costs no more than it saves.
        if (_start > _bytes.Length / 2)
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
        _scanned -= by;
        for (var index = 0; index < _data.Count; index++)
        {
            _data[index] = new Slice(_data[index].Start - by, _data[index].End - by);
        }
    }
}

/// <summary>One event of a stream: its bytes as received, its data lines joined, and whether it has an id to resume from. Valid until <see cref="SseBuffer.Room"/> is called.</summary>
internal readonly record struct SseEvent(ReadOnlyMemory<byte> Raw, ReadOnlyMemory<byte> Data, bool HasId)
{
    /// <summary>Whether every line may be passed on as it is.</summary>
    public bool IsPlain { get; init; }
}

/// <summary>A part of a long event: its bytes as received, and the data in it.</summary>
internal readonly record struct SsePart(ReadOnlyMemory<byte> Raw, ReadOnlyMemory<byte> Data)
{
    /// <summary>Whether the data starts a line.</summary>
    public bool StartsLine { get; init; }

    /// <summary>Whether the event ends with this part.</summary>
    public bool IsEnd { get; init; }

    /// <summary>Whether it has an id to resume from.</summary>
    public bool HasId { get; init; }

    /// <summary>Whether it must not be passed on as it is.</summary>
    public bool IsOdd { get; init; }
}
