using System.Buffers;
using System.Text.Json;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies;

namespace FuncGateway.Mcp.Relay;

/// <summary>Scans a tools/list answer in one forward pass and collects the edits to make.</summary>
internal struct ToolListScan
{
    private readonly List<Edit> _edits;

    private ToolListScan(List<Edit> edits) => _edits = edits;

    private enum Member
    {
        Other,
        Tools,
        NextCursor,
        CacheScope,
        TtlMs,
    }

    /// <summary>False if the message is not a valid JSON object, so that it is unclear what a client would read in it. Some clients accept an array of messages.</summary>
    public bool IsReadable { get; private set; } = true;

    public bool IsList { get; private set; }

    public int Tools { get; private set; }

    public int Hidden { get; private set; }

    public Slice NextCursor { get; private set; }

    public Slice CacheScope { get; private set; }

    public Slice TtlMs { get; private set; }

    private Slice Result { get; set; }

    public static ToolListScan Of(ReadOnlySpan<byte> message, Policy? policy)
    {
        var scan = new ToolListScan([]);
        var json = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = 256 });
        try
        {
            scan.IsReadable = json.Read() && json.TokenType == JsonTokenType.StartObject;
            while (scan.IsReadable && json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isResult = json.ValueTextEquals("result"u8);
                json.Read();
                if (isResult && json.TokenType == JsonTokenType.StartObject)
                {
                    scan.ReadResult(ref json, policy);
                }
                else
                {
                    json.Skip();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            scan.IsReadable = scan.IsList = false;
        }

        return scan;
    }

    public readonly void MarkPrivate(ReadOnlySpan<byte> message, ProtocolEra era)
    {
        if (CacheScope != default)
        {
            _edits.Add(new Edit(CacheScope, "\"private\""u8.ToArray()));
        }
        else if (era == ProtocolEra.Modern)
        {
            _edits.Add(new Edit(new Slice(Result.Start + 1, Result.Start + 1), "\"cacheScope\":\"private\","u8.ToArray()));
        }

        if (TtlMs != default && (!Utf8JsonNumber.TryRead(TtlMs.Of(message), out var ttl) || ttl > ToolListFilter.MaxTtlMs))
        {
            _edits.Add(new Edit(TtlMs, JsonSerializer.SerializeToUtf8Bytes(ToolListFilter.MaxTtlMs, WireJson.Default.Int64)));
        }
    }

    public readonly void Write(ReadOnlySpan<byte> message, ArrayBufferWriter<byte> output)
    {
        if (_edits.Count == 0)
        {
            return;
        }

        _edits.Sort(static (left, right) => left.Where.Start.CompareTo(right.Where.Start));
        var written = 0;
        foreach (var edit in _edits)
        {
            output.Write(message[written..edit.Where.Start]);
            output.Write(edit.With);
            written = edit.Where.End;
        }

        output.Write(message[written..]);
    }

    private void ReadResult(ref Utf8JsonReader json, Policy? policy)
    {
        var start = (int)json.TokenStartIndex;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = MemberAt(ref json);
            json.Read();
            var from = (int)json.TokenStartIndex;
            if (member == Member.Tools && json.TokenType == JsonTokenType.StartArray)
            {
                ReadTools(ref json, policy);
                continue;
            }

            json.Skip();
            var value = new Slice(from, (int)json.BytesConsumed);
            switch (member)
            {
                case Member.NextCursor:
                    NextCursor = value;
                    break;
                case Member.CacheScope:
                    CacheScope = value;
                    break;
                case Member.TtlMs:
                    TtlMs = value;
                    break;
            }
        }

        Result = new Slice(start, (int)json.BytesConsumed);
    }

    private static Member MemberAt(ref Utf8JsonReader json) =>
        json.ValueTextEquals("tools"u8) ? Member.Tools
        : json.ValueTextEquals("nextCursor"u8) ? Member.NextCursor
        : json.ValueTextEquals("cacheScope"u8) ? Member.CacheScope
        : json.ValueTextEquals("ttlMs"u8) ? Member.TtlMs
        : Member.Other;

    private void ReadTools(ref Utf8JsonReader json, Policy? policy)
    {
        IsList = true;
        var array = (int)json.BytesConsumed;
        var keptEnd = -1;
        var cutFrom = -1;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)json.TokenStartIndex;
            var hidden = IsHidden(ref json, policy);
            Tools++;
            if (hidden)
            {
                Hidden++;
                cutFrom = cutFrom >= 0 ? cutFrom : keptEnd >= 0 ? keptEnd : array;
                continue;
            }

            if (cutFrom >= 0)
            {
                // Between two kept tools the cut includes the comma, so insert one.
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

    // A tool without a name can be neither called nor judged, so it is removed.
    private static bool IsHidden(ref Utf8JsonReader json, Policy? policy)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return true;
        }

        string? tool = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isName = json.ValueTextEquals("name"u8);
            json.Read();
            tool = isName && json.TokenType == JsonTokenType.String ? json.GetString() : tool;
            json.Skip();
        }

        return tool is null || (policy is not null && policy.Hides(tool));
    }
}
