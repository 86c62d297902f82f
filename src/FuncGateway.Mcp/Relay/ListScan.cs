using System.Text.Json;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Scans the lists of an answer in one strict, forward pass and collects the edits to make. A message in which clients could find different lists is a
/// problem: repeated or look-alike keys, a list that is not an array, text that is not valid JSON.
/// </summary>
internal sealed class ListScan
{
    private readonly ReadOnlyMemory<byte> _message;
    private readonly Func<ListKind, string, bool> _isListed;
    private readonly List<Edit> _edits = [];
    private readonly HashSet<string> _members = [];
    private Slice _result;

    private ListScan(ReadOnlyMemory<byte> message, Func<ListKind, string, bool> isListed) => (_message, _isListed) = (message, isListed);

    /// <summary>Completes the sentence "sent a list that …"; null if the lists were read.</summary>
    public string? Problem { get; private set; }

    public bool IsList { get; private set; }

    public int Entries { get; private set; }

    public int Hidden { get; private set; }

    public Slice NextCursor { get; private set; }

    public Slice CacheScope { get; private set; }

    public Slice TtlMs { get; private set; }

    public static ListScan Of(ReadOnlyMemory<byte> message, Func<ListKind, string, bool> isListed)
    {
        var scan = new ListScan(message, isListed);
        var json = new Utf8JsonReader(message.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            scan.ReadMessage(ref json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            scan.Problem = "is not valid JSON";
        }

        return scan;
    }

    public void MarkPrivate(ReadOnlySpan<byte> message, ProtocolEra era)
    {
        if (CacheScope != default)
        {
            _edits.Add(new Edit(CacheScope, "\"private\""u8.ToArray()));
        }
        else if (era == ProtocolEra.Modern)
        {
            _edits.Add(new Edit(new Slice(_result.Start + 1, _result.Start + 1), "\"cacheScope\":\"private\","u8.ToArray()));
        }

        if (TtlMs != default && (!Utf8JsonNumber.TryRead(TtlMs.Of(message), out var ttl) || ttl > ListFilter.MaxTtlMs))
        {
            _edits.Add(new Edit(TtlMs, JsonSerializer.SerializeToUtf8Bytes(ListFilter.MaxTtlMs, WireJson.Default.Int64)));
        }
    }

    public void Write(ReadOnlySpan<byte> message, System.Buffers.IBufferWriter<byte> output)
    {
        if (_edits.Count > 0)
        {
            Edit.Write(message, _edits, output);
        }
    }

    private void ReadMessage(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            Problem = "is not in one JSON-RPC message";
            return;
        }

        while (Problem is null && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = AnswerKeys.OfMessage(Key(ref json));
            json.Read();
            if (key == AnswerKey.LookAlike || (key == AnswerKey.Result && _result != default))
            {
                Problem = "is in a result that is there twice or whose key looks like another one";
            }
            else if (key == AnswerKey.Result && json.TokenType == JsonTokenType.StartObject)
            {
                ReadResult(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        // Reading to the end finds text after the message.
        while (Problem is null && json.Read())
        {
            json.Skip();
        }
    }

    private void ReadResult(ref Utf8JsonReader json)
    {
        var start = (int)json.TokenStartIndex;
        while (Problem is null && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = Key(ref json);
            var kind = ListKeys.KindOf(key, out var isExact);
            var name = key.Length > 32 ? "" : System.Text.Encoding.UTF8.GetString(key);
            json.Read();
            if (kind != ListKind.None)
            {
                ReadList(ref json, kind, isExact, isRepeated: !_members.Add(name));
                continue;
            }

            var from = (int)json.TokenStartIndex;
            json.Skip();
            Note(name, new Slice(from, (int)json.BytesConsumed));
        }

        _result = new Slice(start, (int)json.BytesConsumed);
    }

    private void Note(string member, Slice value)
    {
        switch (member)
        {
            case "nextCursor":
                NextCursor = value;
                break;
            case "cacheScope":
                CacheScope = value;
                break;
            case "ttlMs":
                TtlMs = value;
                break;
        }
    }

    private void ReadList(ref Utf8JsonReader json, ListKind kind, bool isExact, bool isRepeated)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (!isExact || isRepeated || json.TokenType != JsonTokenType.StartArray)
        {
            Problem = !isExact ? "has a key that could be taken for another one" : isRepeated ? "is there twice" : "is not an array";
            return;
        }

        IsList = true;
        ReadEntries(ref json, kind);
    }

    private void ReadEntries(ref Utf8JsonReader json, ListKind kind)
    {
        var array = (int)json.BytesConsumed;
        var keptEnd = -1;
        var cutFrom = -1;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)json.TokenStartIndex;
            Entries++;
            if (!IsListedEntry(ref json, kind))
            {
                Hidden++;
                cutFrom = cutFrom >= 0 ? cutFrom : keptEnd >= 0 ? keptEnd : array;
                continue;
            }

            if (cutFrom >= 0)
            {
                // Between two kept entries the cut includes the comma, so insert one.
                _edits.Add(new Edit(new Slice(cutFrom, start), keptEnd >= 0 ? [(byte)','] : []));
                cutFrom = -1;
            }

            keptEnd = (int)json.BytesConsumed;
        }

        if (cutFrom >= 0)
        {
            _edits.Add(new Edit(new Slice(cutFrom, (int)json.TokenStartIndex), []));
        }
    }

    // Listed when each of its names is: clients differ in which of two they read. An entry without a name can be neither requested nor judged.
    private bool IsListedEntry(ref Utf8JsonReader json, ListKind kind)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return false;
        }

        var nameKey = ListKeys.NameKeyOf(kind);
        var (hasName, isListed) = (false, true);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = Key(ref json);
            var isName = ListKeys.IsNameKey(key, nameKey);
            hasName |= key.SequenceEqual(nameKey);
            json.Read();
            isListed &= !isName || (Text(ref json) is { } name && _isListed(kind, name));
            json.Skip();
        }

        return hasName && isListed;
    }

    /// <summary>Null if it is not a string, or one with half of a surrogate pair.</summary>
    private string? Text(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.String && JsonText.Unescaped(ref json, _message) is { } text ? System.Text.Encoding.UTF8.GetString(text.Span) : null;

    private ReadOnlySpan<byte> Key(ref Utf8JsonReader json) =>
        JsonText.Unescaped(ref json, _message) is { } key ? key.Span : throw new InvalidOperationException("The key contains half of a surrogate pair.");
}
