using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace FuncGateway.Policies.Json;

/// <summary>
/// Where the objects of a JSON text end and their members begin, so that the members can be visited in another order without reading the text again for
/// each level. One entry of eight bytes for each object and for each member, in the order of the text.
/// </summary>
internal sealed class MemberIndex : IDisposable
{
    private const int MaxDepth = 256;
    private const int ChunkBits = 12;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly ReadOnlyMemory<byte> _json;

    // Chunks, so that nothing is copied while the index grows, and no chunk is a large object.
    private readonly List<Entry[]> _chunks = [];
    private int _count;

    // The keys that are written with escapes: the length of the key, the position after it in the text, and the key unescaped.
    private byte[] _escaped = [];
    private int _escapedLength;

    private MemberIndex(ReadOnlyMemory<byte> json) => _json = json;

    public static MemberIndex Of(ReadOnlyMemory<byte> json)
    {
        var index = new MemberIndex(json);
        try
        {
            index.Read();
            return index;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _chunks.ForEach(chunk => ArrayPool<Entry>.Shared.Return(chunk));
        _chunks.Clear();
        ReturnEscaped();
    }

    /// <summary>The position after the object.</summary>
    public int EndOf(int ofObject) => At(ofObject).Where;

    /// <summary>The entry after an object with all its members, or after a member with everything in it.</summary>
    public int After(int entry) => At(entry).Next;

    /// <summary>The key of a member, and whether it is written with escapes. The key is unescaped in either case.</summary>
    public ReadOnlySpan<byte> KeyOf(int member, out bool isEscaped)
    {
        var where = At(member).Where;
        isEscaped = where < 0;
        if (isEscaped)
        {
            var escaped = _escaped.AsSpan(~where);
            return escaped.Slice(8, BinaryPrimitives.ReadInt32LittleEndian(escaped));
        }

        var key = _json.Span[where..];
        return key[..key.IndexOf((byte)'"')];
    }

    /// <summary>The position after the closing quote of the key of a member.</summary>
    public int AfterKey(int member)
    {
        var where = At(member).Where;
        return where < 0
            ? BinaryPrimitives.ReadInt32LittleEndian(_escaped.AsSpan(~where + 4))
            : where + _json.Span[where..].IndexOf((byte)'"') + 1;
    }

    /// <summary>The names of the first members of the outermost object, in the order of the text, until they are longer than <paramref name="maxLength"/> together.</summary>
    public List<string> FirstNames(int maxLength)
    {
        var names = new List<string>();
        for (var member = 1; member < After(0) && maxLength >= 0; member = After(member))
        {
            names.Add(Encoding.UTF8.GetString(KeyOf(member, out _)));
            maxLength -= names[^1].Length;
        }

        return names;
    }

    private ref Entry At(int entry) => ref _chunks[entry >> ChunkBits][entry & (ChunkSize - 1)];

    private void Read()
    {
        var reader = new Utf8JsonReader(_json.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        Span<int> objects = stackalloc int[MaxDepth + 1];
        Span<int> last = stackalloc int[MaxDepth + 1];
        while (reader.Read())
        {
            var depth = reader.CurrentDepth;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    objects[depth] = Add(0);
                    last[depth] = -1;
                    break;
                case JsonTokenType.PropertyName:
                    Close(last[depth - 1]);
                    last[depth - 1] = Add(KeyPosition(ref reader));
                    break;
                case JsonTokenType.EndObject:
                    Close(last[depth]);
                    At(objects[depth]) = new Entry((int)reader.BytesConsumed, _count);
                    break;
                default:
                    break;
            }
        }
    }

    private int Add(int where)
    {
        if (_count >> ChunkBits == _chunks.Count)
        {
            _chunks.Add(ArrayPool<Entry>.Shared.Rent(ChunkSize));
        }

        At(_count) = new Entry(where, 0);
        return _count++;
    }

    private void Close(int member)
    {
        if (member >= 0)
        {
            At(member).Next = _count;
        }
    }

    private int KeyPosition(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex + 1;
        if (!reader.ValueIsEscaped)
        {
            return start;
        }

        var after = start + reader.ValueSpan.Length + 1;
        var at = _escapedLength;
        MakeRoom(8 + reader.ValueSpan.Length);
        var length = reader.CopyString(_escaped.AsSpan(at + 8));
        BinaryPrimitives.WriteInt32LittleEndian(_escaped.AsSpan(at), length);
        BinaryPrimitives.WriteInt32LittleEndian(_escaped.AsSpan(at + 4), after);
        _escapedLength += 8 + length;
        return ~at;
    }

    private void MakeRoom(int length)
    {
        if (_escapedLength + length > _escaped.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_escapedLength + length, _escaped.Length * 2));
            _escaped.AsSpan(0, _escapedLength).CopyTo(larger);
            ReturnEscaped();
            _escaped = larger;
        }
    }

    private void ReturnEscaped()
    {
        if (_escaped.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_escaped);
            _escaped = [];
        }
    }

    // Of an object: the position after it, and the entry after its members. Of a member: the position of its key, or the complement of the position in
    // _escaped; and the entry after everything in its value, which is the next member of the object if there is one.
    private record struct Entry(int Where, int Next);
}
