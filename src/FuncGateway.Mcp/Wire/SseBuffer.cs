namespace FuncGateway.Mcp.Wire;

/// <summary>
/// Splits the bytes of an event stream into complete events without changing them. Data may span several lines; a comment is returned as an event without
/// data. A byte order mark at the start of the stream is dropped. An event that is too long to be held is returned in parts.
/// </summary>
/// <param name="budget">What the events that are held may occupy; null if it is not limited.</param>
internal sealed class SseBuffer(BodyBudget? budget = null) : IDisposable
{
    // Lines, by their offsets in the event.
    private readonly List<Slice> _data = [];
    private SseLines _lines = new(budget);
    private bool _hasId;
    private bool _isOdd;
    private bool _started;
    private bool _isLong;
    private bool _inData;

    public int Buffered => _lines.Bytes.Length;

    /// <summary>How many bytes have been searched for line ends.</summary>
    internal long Scanned => _lines.Scanned;

    /// <summary>At the end of the stream: the LF of a final CRLF whose CR was already returned with its event, or nothing.</summary>
    public ReadOnlySpan<byte> Tail => _lines.Bytes.SequenceEqual("\n"u8) ? "\n"u8 : [];

    /// <summary>Returns space for the next read. Invalidates all events returned before.</summary>
    /// <exception cref="HeldTooMuchException">The budget is spent.</exception>
    public Memory<byte> Room() => _lines.Room();

    public void Filled(int count) => _lines.Filled(count);

    /// <summary>Returns the next event, if it has been received completely.</summary>
    public bool TryNext(out SseEvent next)
    {
        next = default;
        if (_isLong || (!_started && !TryStart()))
        {
            return false;
        }

        _lines.SkipSplitLineEnd();
        while (_lines.TryNext(out var line, out var lineEnd))
        {
            if (line.End == line.Start)
            {
                next = Take(lineEnd);
                return true;
            }

            Note(line);
        }

        return false;
    }

    /// <summary>At the end of the stream: returns an event with data whose last line or blank line is missing, because some clients read it.</summary>
    public bool TryEnd(out SseEvent last)
    {
        if (!_isLong && _lines.Line < Buffered)
        {
            Room().Span[0] = (byte)'\n';
            Filled(1);
        }

        if (!TryNext(out last) && !_isLong && _data.Count > 0)
        {
            last = Take(Buffered);
        }

        return !last.Raw.IsEmpty;
    }

    /// <summary>Feeds what has been received of the data of the next event, without taking it. <see cref="TryNext"/> must have returned false.</summary>
    public void Peek(MessageSkim skim)
    {
        foreach (var line in _data)
        {
            skim.Feed(_lines.Of(line).Span);
            skim.Feed("\n"u8);
        }

        var rest = _lines.Bytes[_lines.Line..];
        skim.Feed(rest.StartsWith("data:"u8) ? rest[5..] : []);
    }

    /// <summary>From now on the event at the start of the buffer is returned in parts, by <see cref="TryPart"/>.</summary>
    public void BeginLong()
    {
        _lines.Rewind();
        (_isLong, _inData) = (true, false);
        Clear();
    }

    /// <summary>Returns the next part of a long event. Other lines than data are returned only as a whole.</summary>
    public bool TryPart(out SsePart part)
    {
        _lines.SkipSplitLineEnd();
        if (_inData)
        {
            return TryData(0, startsLine: false, out part);
        }

        var from = _lines.Line + 5;
        if (Buffered > from && _lines.Bytes[_lines.Line..].StartsWith("data:"u8))
        {
            return TryData(_lines.Bytes[from] == (byte)' ' ? from + 1 : from, startsLine: true, out part);
        }

        part = default;
        if (!_lines.TryNext(out var line, out var lineEnd))
        {
            return false;
        }

        var text = _lines.Of(line).Span;
        part = new SsePart(_lines.Take(lineEnd), default) { StartsLine = SseLine.IsData(text), IsOdd = !SseLine.IsPlain(text), HasId = SseLine.IsId(text), IsEnd = text.IsEmpty };
        _isLong = !part.IsEnd;
        return true;
    }

    public void Dispose() => _lines.Dispose();

    /// <summary>
    /// Skips a byte order mark; returns false until enough has been received to know whether there is one. It is allowed only at the very start of a
    /// stream, and the stream to the client has already been opened with a comment: relayed, it would make the first field name unknown.
    /// </summary>
    private bool TryStart()
    {
        var mark = "\uFEFF"u8;
        var first = _lines.Bytes[..Math.Min(Buffered, mark.Length)];
        if (!mark.StartsWith(first))
        {
            _started = true;
        }
        else if (first.Length == mark.Length)
        {
            _lines.Take(mark.Length);
            _started = true;
        }

        return _started;
    }

    private void Note(Slice line)
    {
        var text = _lines.Of(line).Span;
        _isOdd |= !SseLine.IsPlain(text);
        _hasId |= SseLine.IsId(text);
        if (SseLine.IsData(text))
        {
            var from = Math.Min(line.Start + 5, line.End);
            _data.Add(new Slice(text.StartsWith("data: "u8) ? from + 1 : from, line.End));
        }
    }

    private SseEvent Take(int end)
    {
        var data = JoinData();
        var taken = new SseEvent(_lines.Take(end), data, _hasId) { IsPlain = !_isOdd };
        Clear();
        return taken;
    }

    private void Clear()
    {
        _data.Clear();
        (_hasId, _isOdd) = (false, false);
    }

    private bool TryData(int from, bool startsLine, out SsePart part)
    {
        part = default;
        _lines.Skip(from);
        _inData = !_lines.TryNext(out var line, out var lineEnd);
        if (_inData && from >= Buffered)
        {
            _inData = !startsLine;
            return false;
        }

        var data = _lines.Of(new Slice(from, _inData ? Buffered : line.End));
        part = new SsePart(_lines.Take(_inData ? Buffered : lineEnd), data) { StartsLine = startsLine };
        return true;
    }

    private ReadOnlyMemory<byte> JoinData()
    {
        if (_data.Count <= 1)
        {
            return _data.Count == 0 ? default : _lines.Of(_data[0]);
        }

        var joined = new byte[_data.Sum(line => line.End - line.Start) + _data.Count - 1];
        var at = 0;
        foreach (var line in _data)
        {
            if (at > 0 || line != _data[0])
            {
                joined[at++] = (byte)'\n';
            }

            _lines.Of(line).Span.CopyTo(joined.AsSpan(at));
            at += line.End - line.Start;
        }

        return joined;
    }
}
