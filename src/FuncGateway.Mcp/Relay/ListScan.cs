using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Scans the lists of an answer in one strict, forward pass and collects the edits to make. A message in which clients could find different lists is a
/// problem: repeated or look-alike keys, a list that is not an array, text that is not valid JSON.
/// </summary>
internal sealed class ListScan
{
    private static readonly byte[] Comma = [(byte)','];
    private static readonly byte[] Private = "\"private\""u8.ToArray();
    private static readonly byte[] PrivateMember = "\"cacheScope\":\"private\","u8.ToArray();
    private static readonly byte[] MaxTtl = JsonSerializer.SerializeToUtf8Bytes(ListFilter.MaxTtlMs, WireJson.Default.Int64);

    private readonly ListVerdicts _verdicts;
    private readonly List<Edit> _edits = [];
    private PlainResult _around;
    private uint _lists;

    private ListScan(ReadOnlyMemory<byte> message, ListVerdicts verdicts) => (Message, _verdicts) = (message, verdicts);

    public ReadOnlyMemory<byte> Message { get; }

    /// <summary>Completes the sentence "sent a list that …"; null if the lists were read.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether every key of the message, if it could be read, is visible ASCII without escapes.</summary>
    public bool HasPlainKeys { get; private set; }

    public bool IsList { get; private set; }

    public int Entries { get; private set; }

    public int Hidden { get; private set; }

    public Slice NextCursor { get; private set; }

    public Slice CacheScope { get; private set; }

    public Slice TtlMs { get; private set; }

    public static ListScan Of(ReadOnlyMemory<byte> message, ListVerdicts verdicts)
    {
        var scan = new ListScan(message, verdicts);
        var json = new JsonCursor(message.Span);
        if (Utf8.IsValid(message.Span))
        {
            scan.ReadMessage(ref json);
        }

        scan.Problem ??= json.IsAtEnd ? null : "is not valid JSON";
        scan.HasPlainKeys = scan.Problem is null && !json.HasOddKey;
        return scan;
    }

    /// <summary>What the message is. Most lists tell it in the same pass.</summary>
    public MessagePeek Look(ReadOnlySpan<byte> expectedId) =>
        (Problem is null ? _around.Peek(Message.Span, expectedId) : null) ?? MessagePeek.Look(Message.Span, expectedId);

    public void MarkPrivate(ProtocolEra era)
    {
        if (CacheScope != default)
        {
            _edits.Add(new Edit(CacheScope, Private));
        }
        else if (era == ProtocolEra.Modern)
        {
            _edits.Add(new Edit(new Slice(_around.Result.Start + 1, _around.Result.Start + 1), PrivateMember));
        }

        if (TtlMs != default && (!Utf8JsonNumber.TryRead(TtlMs.Of(Message.Span), out var ttl) || ttl > ListFilter.MaxTtlMs))
        {
            _edits.Add(new Edit(TtlMs, MaxTtl));
        }
    }

    public void Write(IBufferWriter<byte> output)
    {
        if (_edits.Count > 0)
        {
            Edit.Write(Message.Span, _edits, output);
        }
    }

    private void ReadMessage(ref JsonCursor json)
    {
        if (json.Next() != (byte)'{')
        {
            Problem = "is not in one JSON-RPC message";
            return;
        }

        json.Enter();
        while (Problem is null && json.NextMember(out var written))
        {
            var key = AnswerKeys.OfMessage(written);
            if (key == AnswerKey.LookAlike || (key == AnswerKey.Result && _around.Result != default))
            {
                Problem = "is in a result that is there twice or whose key looks like another one";
            }
            else if (key == AnswerKey.Result && json.Next() == (byte)'{')
            {
                ReadResult(ref json);
            }
            else
            {
                _around.Add(key, json.Skip(), Message.Span);
            }
        }
    }

    private void ReadResult(ref JsonCursor json)
    {
        var start = json.Position;
        json.Enter();
        while (Problem is null && json.NextMember(out var key))
        {
            if (ListKeys.KindOf(key, out var isExact) is not ListKind.None and var kind)
            {
                ReadList(ref json, key, kind, isExact);
                continue;
            }

            var value = json.Skip();
            Note(key, value);
            _around.AddMember(key, value, Message.Span);
        }

        _around.AddResult(new Slice(start, json.Position));
    }

    private void Note(ReadOnlySpan<byte> member, Slice value)
    {
        if (member.SequenceEqual("nextCursor"u8))
        {
            NextCursor = value;
        }
        else if (member.SequenceEqual("cacheScope"u8))
        {
            CacheScope = value;
        }
        else if (member.SequenceEqual("ttlMs"u8))
        {
            TtlMs = value;
        }
    }

    private void ReadList(ref JsonCursor json, ReadOnlySpan<byte> key, ListKind kind, bool isExact)
    {
        var bit = isExact ? 1u << (int)kind : 0;
        var isRepeated = (_lists & bit) != 0;
        _lists |= bit;
        var first = json.Next();
        if (first == (byte)'n')
        {
            _around.AddMember(key, json.Skip(), Message.Span);
            return;
        }

        if (!isExact || isRepeated || first != (byte)'[')
        {
            Problem = !isExact ? "has a key that could be taken for another one" : isRepeated ? "is there twice" : "is not an array";
            return;
        }

        IsList = _around.HasList = true;
        ReadEntries(ref json, kind);
    }

    private void ReadEntries(ref JsonCursor json, ListKind kind)
    {
        json.Enter();
        var array = json.Position;
        var entries = new EntryReader(Message[array..], kind, _verdicts);
        var (keptEnd, cutFrom) = (-1, -1);
        while (json.NextElement())
        {
            json.Next();
            var start = json.Position;
            Entries++;
            if (!entries.Read(ref json, start - array))
            {
                Hidden++;
                cutFrom = cutFrom >= 0 ? cutFrom : keptEnd >= 0 ? keptEnd : array;
                continue;
            }

            if (cutFrom >= 0)
            {
                // Between two kept entries the cut includes the comma, so insert one.
                _edits.Add(new Edit(new Slice(cutFrom, start), keptEnd >= 0 ? Comma : []));
                cutFrom = -1;
            }

            keptEnd = json.Position;
        }

        if (!json.IsValid)
        {
            return;
        }

        if (cutFrom >= 0)
        {
            _edits.Add(new Edit(new Slice(cutFrom, json.Position - 1), []));
        }

        entries.End(json.Position - 1 - array);
    }
}
