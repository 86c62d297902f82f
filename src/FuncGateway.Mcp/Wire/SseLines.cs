namespace FuncGateway.Mcp.Wire;

/// <summary>
/// The bytes of an event stream that have been received and not yet taken, in a rented buffer, and how far they have been split into lines. Lines end with
/// LF, CRLF or CR. Each byte is looked at once, however the stream is cut. Offsets count from the first byte that has not been taken.
/// </summary>
internal struct SseLines(BodyBudget? budget)
{
    private const int FirstSize = 16 * 1024;

    private GrowingBuffer _buffer = new(FirstSize, budget);
    private int _start;
    private int _end;
    private int _line;
    private int _scanned;
    private bool _afterReturn;

    /// <summary>The bytes that have not been taken.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _buffer.Bytes.AsSpan(_start, _end - _start);

    /// <summary>The offset at which the next line begins.</summary>
    public readonly int Line => _line - _start;

    /// <summary>How many bytes have been searched for line ends.</summary>
    public long Scanned { get; private set; }

    /// <summary>Returns space for the next read. Invalidates everything returned before.</summary>
    /// <exception cref="HeldTooMuchException">The budget is spent.</exception>
    public Memory<byte> Room()
    {
        if (_start > 0 && _start == _end)
        {
            Shift();
            _buffer.Shrink(FirstSize);
        }
        else if (_end == _buffer.Length)
        {
            MakeRoom();
        }

        return _buffer.Bytes.AsMemory(_end);
    }

    public void Filled(int count) => _end += count;

    /// <summary>The bytes at these offsets.</summary>
    public readonly ReadOnlyMemory<byte> Of(Slice slice) => _buffer.Bytes.AsMemory(_start + slice.Start, slice.End - slice.Start);

    /// <summary>Takes what is before the offset.</summary>
    public ReadOnlyMemory<byte> Take(int end)
    {
        var taken = Of(new Slice(0, end));
        _start = _line = _scanned = _start + end;
        return taken;
    }

    /// <summary>Begins again with the first line. A line end before it is what is left of a split one.</summary>
    public void Rewind() => _line = _scanned = _start + (Bytes.StartsWith("\n"u8) ? 1 : 0);

    /// <summary>Does not look for a line end before the offset.</summary>
    public void Skip(int end) => _scanned = Math.Max(_scanned, _start + end);

    /// <summary>Finds the end of the next line. Returns false if it has not been received.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="lineEnd">The offset after its end.</param>
    public bool TryNext(out Slice line, out int lineEnd)
    {
        var at = _buffer.Bytes.AsSpan(_scanned, _end - _scanned).IndexOfAny((byte)'\r', (byte)'\n');
        Scanned += at < 0 ? _end - _scanned : at + 1;
        (line, lineEnd) = (default, 0);
        if (at < 0)
        {
            _scanned = _end;
            return false;
        }

        var (from, end) = (_line, _scanned + at);
        var next = end + 1;
        if (_buffer.Bytes[end] == (byte)'\r')
        {
            _afterReturn = next == _end;
            next += next < _end && _buffer.Bytes[next] == (byte)'\n' ? 1 : 0;
        }

        _line = _scanned = next;
        (line, lineEnd) = (new Slice(from - _start, end - _start), next - _start);
        return true;
    }

    /// <summary>The LF of a CRLF that was split between two reads is returned with what follows it.</summary>
    public void SkipSplitLineEnd()
    {
        if (_afterReturn && _line < _end)
        {
            _line += _buffer.Bytes[_line] == (byte)'\n' ? 1 : 0;
            _scanned = Math.Max(_scanned, _line);
            _afterReturn = false;
        }
    }

    public void Dispose() => _buffer.Dispose();

    private void MakeRoom()
    {
        // Half of the buffer must become free, so that moving the rest costs no more than it saves.
        if (_start > _buffer.Length / 2)
        {
            Shift();
        }
        else if (!_buffer.TryGrow(_end, free: BodyBudget.FreePerAnswer))
        {
            throw new HeldTooMuchException();
        }
    }

    private void Shift()
    {
        var by = _start;
        _buffer.Bytes.AsSpan(by, _end - by).CopyTo(_buffer.Bytes);
        _start = 0;
        _end -= by;
        _line -= by;
        _scanned -= by;
    }
}
