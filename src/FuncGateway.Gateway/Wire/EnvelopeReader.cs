using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Gateway.Wire;

/// <summary>
/// Reads one message strictly, in one forward pass and without building a tree. What two JSON readers could understand differently is refused:
/// batches, keys that come twice, look-alikes of protocol keys, broken text.
/// </summary>
internal ref struct EnvelopeReader
{
    public const int MaxDepth = 64;

    private readonly ReadOnlyMemory<byte> _body;
    private readonly Envelope _envelope;
    private Utf8JsonReader _json;
    private ObjectKeys _keys;
    private bool _hasVersion;
    private bool _hasAnswer;

    private EnvelopeReader(ReadOnlyMemory<byte> body)
    {
        _body = body;
        _envelope = new Envelope { Body = body };
        _json = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        _keys = new ObjectKeys(MaxDepth);
    }

    /// <summary>The envelope, or what is wrong with it. A problem may come with an envelope that holds the id, so that it can be answered to.</summary>
    public static (Envelope Envelope, WireProblem? Problem) Read(ReadOnlyMemory<byte> body)
    {
        var reader = new EnvelopeReader(body);
        try
        {
            return (reader._envelope, reader.ReadMessage());
        }
        catch (JsonException e)
        {
            return (reader._envelope, new WireProblem(400, ModelContextProtocol.McpErrorCode.ParseError, WhereItBroke(e)));
        }
        finally
        {
            reader._keys.Dispose();
        }
    }

    // The reader's own message quotes the text; only the place is told.
    private static string WhereItBroke(JsonException e) =>
        $"The body is not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} (or nested over {MaxDepth} levels); one JSON-RPC object is accepted.";

    private WireProblem? ReadMessage()
    {
        var bytes = _body.Span;
        if (bytes.StartsWith("\uFEFF"u8))
        {
            return WireProblem.BadRequest("The body starts with a byte order mark; plain UTF-8 is accepted.");
        }

        if (!Utf8.IsValid(bytes))
        {
            return new WireProblem(400, ModelContextProtocol.McpErrorCode.ParseError, "The body is not valid UTF-8; one JSON-RPC object in UTF-8 is accepted.");
        }

        if (bytes.TrimStart(" \t\r\n"u8) is [(byte)'[', ..])
        {
            return WireProblem.BadRequest("JSON-RPC batches are not supported; send one message.");
        }

        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
        {
            return WireProblem.BadRequest($"The body is {Kind(_json.TokenType)}; one JSON-RPC object is accepted.");
        }

        return ReadEnvelope() ?? (_json.Read() ? WireProblem.BadRequest("Something follows the message; one JSON-RPC object is accepted.") : Complete());
    }

    private WireProblem? ReadEnvelope()
    {
        _keys.Enter();
        while (NextKey(out var key))
        {
            if (CheckKey(key, ProtocolKeys.Envelope) is { } problem)
            {
                return problem;
            }

            var start = NextValue();
            var wrong = key.Span switch
            {
                var name when name.SequenceEqual("jsonrpc"u8) => ReadVersion(),
                var name when name.SequenceEqual("id"u8) => ReadId(start),
                var name when name.SequenceEqual("method"u8) => ReadMethod(),
                var name when name.SequenceEqual("params"u8) => ReadParams(start),
                var name when name.SequenceEqual("result"u8) || name.SequenceEqual("error"u8) => ReadAnswer(),
                _ => SkipValue(),
            };
            if (wrong is not null)
            {
                return wrong;
            }
        }

        _keys.Leave();
        return null;
    }

    private WireProblem? ReadVersion()
    {
        // Broken text is found first: it cannot be compared with anything.
        var problem = SkipValue();
        _hasVersion = problem is null && _json.TokenType == JsonTokenType.String && _json.ValueTextEquals("2.0"u8);
        return problem;
    }

    private WireProblem? ReadId(int start)
    {
        if (_json.TokenType is not (JsonTokenType.String or JsonTokenType.Number) ||
            (_json.TokenType == JsonTokenType.Number && _json.ValueSpan.IndexOfAny("."u8[0], (byte)'e', (byte)'E') >= 0))
        {
            return WireProblem.BadRequest($"\"id\" is {Kind(_json.TokenType)}; a string or an integer is accepted.");
        }

        _envelope.Id = Since(start);
        return SkipValue();
    }

    private WireProblem? ReadMethod()
    {
        if (_json.TokenType != JsonTokenType.String)
        {
            return WireProblem.BadRequest($"\"method\" is {Kind(_json.TokenType)}; a string is accepted.");
        }

        var problem = SkipValue();
        _envelope.Method = problem is null ? MethodNames.Of(ref _json) : "";
        return problem ?? (_envelope.Method.Length == 0 ? WireProblem.BadRequest("\"method\" is empty; the name of a method is accepted.")
            : MethodNames.LookAlike(_envelope.Method) is { } real ? WireProblem.BadRequest($"The method could be taken for \"{real}\"; exactly \"{real}\" is accepted.")
            : null);
    }

    private WireProblem? ReadAnswer()
    {
        _hasAnswer = true;
        return SkipValue();
    }

    private WireProblem? ReadParams(int start)
    {
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            return WireProblem.BadParams($"\"params\" is {Kind(_json.TokenType)}; an object is accepted.");
        }

        _keys.Enter();
        while (NextKey(out var key))
        {
            if (CheckKey(key, ProtocolKeys.Params) is { } problem)
            {
                return problem;
            }

            if (ReadParameter(key.Span, NextValue()) is { } wrong)
            {
                return wrong;
            }
        }

        _keys.Leave();
        _envelope.Params = Since(start);
        return null;
    }

    private WireProblem? ReadParameter(ReadOnlySpan<byte> key, int start)
    {
        var kind = _json.TokenType;
        if (key.SequenceEqual("_meta"u8) && kind == JsonTokenType.StartObject)
        {
            return ReadMeta();
        }

        if (SkipValue() is { } problem)
        {
            return problem;
        }

        var text = kind == JsonTokenType.String;
        if (key.SequenceEqual("arguments"u8))
        {
            _envelope.Arguments = Since(start);
        }
        else if (key.SequenceEqual("cursor"u8))
        {
            _envelope.Cursor = Since(start);
        }
        else if (key.SequenceEqual("requestId"u8))
        {
            _envelope.RequestId = Since(start);
        }
        else if (text && key.SequenceEqual("name"u8))
        {
            _envelope.Name = _json.GetString();
        }
        else if (text && key.SequenceEqual("uri"u8))
        {
            _envelope.Uri = _json.GetString();
        }
        else if (text && key.SequenceEqual("taskId"u8))
        {
            _envelope.TaskId = _json.GetString();
        }

        return null;
    }

    private WireProblem? ReadMeta()
    {
        _keys.Enter();
        while (NextKey(out var key))
        {
            if (CheckKey(key, ProtocolKeys.Meta) is { } problem)
            {
                return problem;
            }

            var start = NextValue();
            var kind = _json.TokenType;
            if (SkipValue() is { } wrong)
            {
                return wrong;
            }

            if (key.Span.SequenceEqual("progressToken"u8))
            {
                _envelope.ProgressToken = Since(start);
            }
            else if (key.Span.SequenceEqual("io.modelcontextprotocol/protocolVersion"u8) && kind == JsonTokenType.String)
            {
                _envelope.MetaProtocolVersion = _json.GetString();
            }
            else if (key.Span.SequenceEqual("io.modelcontextprotocol/clientCapabilities"u8))
            {
                _envelope.HasClientCapabilities = kind == JsonTokenType.StartObject;
            }
        }

        _keys.Leave();
        return null;
    }

    private readonly WireProblem? Complete()
    {
        if (!_hasVersion)
        {
            return WireProblem.BadRequest("\"jsonrpc\" is missing or not \"2.0\"; \"2.0\" is accepted.");
        }

        var answered = _hasAnswer && _envelope.Method.Length == 0;
        if (_envelope.Method.Length == 0 ? !answered || _envelope.Id.IsEmpty : _hasAnswer)
        {
            return WireProblem.BadRequest("The message is neither a request, a notification nor a response: exactly one of \"method\" and \"result\" or \"error\" is accepted, a response with its \"id\".");
        }

        _envelope.Kind = answered ? EnvelopeKind.Response : _envelope.Id.IsEmpty ? EnvelopeKind.Notification : EnvelopeKind.Request;
        return _envelope.Method == RequestMethods.ToolsCall ? CompleteToolCall() : null;
    }

    private readonly WireProblem? CompleteToolCall()
    {
        if (_envelope.Kind != EnvelopeKind.Request)
        {
            return WireProblem.BadRequest("A tools/call without an \"id\" cannot be answered; a request with an id is accepted.");
        }

        if (_envelope.Name is null)
        {
            return WireProblem.BadParams("\"params.name\" is missing or not a string; the name of a tool is accepted.");
        }

        return _envelope.Arguments.IsEmpty || _envelope.Arguments.Span[0] == (byte)'{'
            ? null
            : WireProblem.BadParams("\"params.arguments\" is not an object; an object, or no arguments, is accepted.");
    }

    private bool NextKey(out ReadOnlyMemory<byte> key)
    {
        key = default;
        if (!_json.Read() || _json.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        key = _json.ValueIsEscaped
            ? Unescape()
            : _body.Slice((int)_json.TokenStartIndex + 1, _json.ValueSpan.Length);
        return true;
    }

    private byte[] Unescape() => HasBrokenSurrogate() ? [] : Encoding.UTF8.GetBytes(_json.GetString() ?? "");

    private WireProblem? CheckKey(ReadOnlyMemory<byte> key, string[]? known)
    {
        if (_json.ValueIsEscaped && HasBrokenSurrogate())
        {
            return WireProblem.BadRequest("A key holds half of a surrogate pair; whole characters are accepted.");
        }

        if (!_keys.Add(key))
        {
            return WireProblem.BadRequest($"The key {Quote(key.Span)} comes twice in one object; each key is accepted once.");
        }

        return known is not null && ProtocolKeys.LookAlike(key.Span, known) is { } real
            ? WireProblem.BadRequest($"The key {Quote(key.Span)} could be taken for \"{real}\"; exactly \"{real}\" is accepted.")
            : null;
    }

    private int NextValue()
    {
        _json.Read();
        return (int)_json.TokenStartIndex;
    }

    /// <summary>Checks the value the reader stands on, however deep, and leaves the reader at its end.</summary>
    private WireProblem? SkipValue()
    {
        var depth = _json.CurrentDepth;
        do
        {
            var problem = CheckToken();
            if (problem is not null)
            {
                return problem;
            }

            if (_json.CurrentDepth == depth && _json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                return null;
            }
        }
        while (_json.Read());

        return null;
    }

    private WireProblem? CheckToken()
    {
        switch (_json.TokenType)
        {
            case JsonTokenType.StartObject:
                _keys.Enter();
                return null;
            case JsonTokenType.EndObject:
                _keys.Leave();
                return null;
            case JsonTokenType.PropertyName:
                var key = _json.ValueIsEscaped ? Unescape() : _body.Slice((int)_json.TokenStartIndex + 1, _json.ValueSpan.Length);
                return CheckKey(key, known: null);
            case JsonTokenType.String when _json.ValueIsEscaped && HasBrokenSurrogate():
                return WireProblem.BadRequest("A string holds half of a surrogate pair; whole characters are accepted.");
            default:
                return null;
        }
    }

    // Readers disagree on half a pair (error, replacement, dropped), so nobody can say what the server would make of it.
    private readonly bool HasBrokenSurrogate()
    {
        var text = _json.ValueSpan;
        if (text.IndexOf("\\u"u8) < 0)
        {
            return false;
        }

        var expectLow = false;
        for (var index = 0; index < text.Length; index++)
        {
            var unit = -1;
            if (text[index] == (byte)'\\')
            {
                unit = text[index + 1] == (byte)'u' ? HexUnit(text.Slice(index + 2, 4)) : -1;
                index += unit >= 0 ? 5 : 1;
            }

            var low = unit is >= 0xDC00 and <= 0xDFFF;
            if (low != expectLow)
            {
                return true;
            }

            expectLow = unit is >= 0xD800 and <= 0xDBFF;
        }

        return expectLow;
    }

    private static int HexUnit(ReadOnlySpan<byte> digits) => Convert.ToInt32(Encoding.ASCII.GetString(digits), 16);

    private readonly ReadOnlyMemory<byte> Since(int start) => _body[start..(int)_json.BytesConsumed];

    private static string Quote(ReadOnlySpan<byte> key)
    {
        var text = Encoding.UTF8.GetString(key[..Math.Min(key.Length, 64)]);
        return JsonSerializer.Serialize(text, WireJson.Default.String);
    }

    private static string Kind(JsonTokenType type) => type switch
    {
        JsonTokenType.None => "empty",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number that is not an integer",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
