using System.Buffers;

namespace FuncGateway.Policies.Json;

/// <summary>Writes the values of a valid JSON text in canonical form, the members of its objects in the order of their keys.</summary>
internal sealed class CanonicalWriter : IDisposable
{
    private static readonly SearchValues<byte> EndsOfScalar = SearchValues.Create(",]} \t\r\n"u8);

    private readonly ReadOnlyMemory<byte> _json;
    private readonly MemberIndex _members;
    private readonly IBufferWriter<byte> _output;
    private readonly Comparison<int> _byKey;

    // The members of the objects that are being written, in order.
    private int[] _sorted = [];
    private int _sortedCount;

    public CanonicalWriter(ReadOnlyMemory<byte> json, MemberIndex members, IBufferWriter<byte> output)
    {
        (_json, _members, _output) = (json, members, output);
        _byKey = CompareKeys;
    }

    public void Write()
    {
        var entry = 0;
        WriteValue(SkipWhiteSpace(0), ref entry);
    }

    public void Dispose()
    {
        if (_sorted.Length > 0)
        {
            ArrayPool<int>.Shared.Return(_sorted);
        }
    }

    // Returns the position after the value. The entry is that of the first object in the value, and afterwards the one after the value.
    private int WriteValue(int at, ref int entry)
    {
        switch (_json.Span[at])
        {
            case (byte)'{':
                return WriteObject(ref entry);
            case (byte)'[':
                return WriteList(at, ref entry);
            case (byte)'"':
                return WriteString(at);
            default:
                var rest = _json.Span[at..];
                var length = rest.IndexOfAny(EndsOfScalar);
                var scalar = length < 0 ? rest : rest[..length];
                WriteScalar(scalar);
                return at + scalar.Length;
        }
    }

    private int WriteObject(ref int entry)
    {
        var (ofObject, first) = (entry, _sortedCount);
        entry = _members.After(ofObject);
        for (var member = ofObject + 1; member < entry; member = _members.After(member))
        {
            Push(member);
        }

        var count = _sortedCount - first;
        if (!IsSorted(_sorted.AsSpan(first, count)))
        {
            _sorted.AsSpan(first, count).Sort(_byKey);
        }

        _output.Write("{"u8);
        for (var index = 0; index < count; index++)
        {
            _output.Write(index == 0 ? ""u8 : ","u8);
            WriteMember(_sorted[first + index]);
        }

        _output.Write("}"u8);
        _sortedCount = first;
        return _members.EndOf(ofObject);
    }

    private void WriteMember(int member)
    {
        var key = _members.KeyOf(member, out var isEscaped);
        _output.Write("\""u8);
        if (isEscaped)
        {
            CanonicalString.Escape(key, _output);
        }
        else
        {
            _output.Write(key);
        }

        _output.Write("\":"u8);
        var entry = member + 1;

        // One more than the colon, which may have white space on both sides.
        WriteValue(SkipWhiteSpace(SkipWhiteSpace(_members.AfterKey(member)) + 1), ref entry);
    }

    private int WriteList(int at, ref int entry)
    {
        _output.Write("["u8);
        var isFirst = true;
        for (at = SkipWhiteSpace(at + 1); _json.Span[at] != (byte)']';)
        {
            _output.Write(isFirst ? ""u8 : ","u8);
            isFirst = false;
            at = SkipWhiteSpace(WriteValue(at, ref entry));
            at = _json.Span[at] == (byte)',' ? SkipWhiteSpace(at + 1) : at;
        }

        _output.Write("]"u8);
        return at + 1;
    }

    private int WriteString(int at)
    {
        var rest = _json.Span[(at + 1)..];
        var length = CanonicalString.LengthOf(rest, out var isEscaped);
        _output.Write("\""u8);
        if (isEscaped)
        {
            CanonicalString.Rewrite(rest[..length], _output);
        }
        else
        {
            _output.Write(rest[..length]);
        }

        _output.Write("\""u8);
        return at + length + 2;
    }

    private void WriteScalar(ReadOnlySpan<byte> scalar)
    {
        if (scalar[0] is (byte)'t' or (byte)'f' or (byte)'n')
        {
            _output.Write(scalar);
        }
        else
        {
            CanonicalNumber.Write(scalar, _output);
        }
    }

    private int SkipWhiteSpace(int at)
    {
        var rest = _json.Span[at..];
        if (rest.IsEmpty || rest[0] > (byte)' ')
        {
            return at;
        }

        var length = rest.IndexOfAnyExcept(" \t\r\n"u8);
        return length < 0 ? _json.Length : at + length;
    }

    private void Push(int member)
    {
        if (_sortedCount == _sorted.Length)
        {
            var larger = ArrayPool<int>.Shared.Rent(Math.Max(64, _sorted.Length * 2));
            _sorted.AsSpan(0, _sortedCount).CopyTo(larger);
            Dispose();
            _sorted = larger;
        }

        _sorted[_sortedCount++] = member;
    }

    private bool IsSorted(ReadOnlySpan<int> members)
    {
        for (var index = 1; index < members.Length; index++)
        {
            if (CompareKeys(members[index - 1], members[index]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private int CompareKeys(int left, int right) => Utf16Order.Compare(_members.KeyOf(left, out _), _members.KeyOf(right, out _));
}
