using System.Text.Json;
using System.Text.Unicode;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Wire;

/// <summary>
/// Reads one message strictly, in one forward pass and without building a tree. What two JSON readers could understand differently is refused:
/// batches, keys that come twice, look-alikes of protocol keys, broken text.
/// </summary>
internal ref struct EnvelopeReader
{
    public const int MaxDepth = 64;

    private readonly ReadOnlyMemory<byte> _body;
    private readonly Envelope _envelope;
    private StrictJson _json;
    private bool _hasVersion;
    private bool _hasAnswer;

    private EnvelopeReader(ReadOnlyMemory<byte> body)
    {
        _body = body;
        _envelope = new Envelope { Body = body };
        _json = new StrictJson(body, MaxDepth);
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
            reader.Dispose();
        }
    }

    public readonly void Dispose() => _json.Dispose();

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

        if (!_json.Tokens.Read() || _json.Tokens.TokenType != JsonTokenType.StartObject)
        {
            return WireProblem.BadRequest($"The body is {StrictJson.Kind(_json.Tokens.TokenType)}; one JSON-RPC object is accepted.");
        }

        return ReadEnvelope() ?? (_json.Tokens.Read() ? WireProblem.BadRequest("Something follows the message; one JSON-RPC object is accepted.") : Complete());
    }

    private WireProblem? ReadEnvelope()
    {
        _json.Enter();
        while (_json.NextKey(out var key))
        {
            if (_json.CheckKey(key, ProtocolKeys.Envelope) is { } problem)
            {
                return problem;
            }

            var start = _json.NextValue();
            var wrong = key.Span switch
            {
                var name when name.SequenceEqual("jsonrpc"u8) => ReadVersion(),
                var name when name.SequenceEqual("id"u8) => ReadId(start),
                var name when name.SequenceEqual("method"u8) => ReadMethod(),
                var name when name.SequenceEqual("params"u8) => ReadParams(start),
                var name when name.SequenceEqual("result"u8) || name.SequenceEqual("error"u8) => ReadAnswer(),
                _ => _json.SkipValue(),
            };
            if (wrong is not null)
            {
                return wrong;
            }
        }

        _json.Leave();
        return null;
    }

    private WireProblem? ReadVersion()
    {
        // Broken text is found first: it cannot be compared with anything.
        var problem = _json.SkipValue();
        _hasVersion = problem is null && _json.Tokens.TokenType == JsonTokenType.String && _json.Tokens.ValueTextEquals("2.0"u8);
        return problem;
    }

    private WireProblem? ReadId(int start)
    {
        if (_json.Tokens.TokenType is not (JsonTokenType.String or JsonTokenType.Number) ||
            (_json.Tokens.TokenType == JsonTokenType.Number && _json.Tokens.ValueSpan.IndexOfAny("."u8[0], (byte)'e', (byte)'E') >= 0))
        {
            return WireProblem.BadRequest($"\"id\" is {StrictJson.Kind(_json.Tokens.TokenType)}; a string or an integer is accepted.");
        }

        _envelope.Id = _json.Since(start);
        return _json.SkipValue();
    }

    private WireProblem? ReadMethod()
    {
        if (_json.Tokens.TokenType != JsonTokenType.String)
        {
            return WireProblem.BadRequest($"\"method\" is {StrictJson.Kind(_json.Tokens.TokenType)}; a string is accepted.");
        }

        var problem = _json.SkipValue();
        _envelope.Method = problem is null ? MethodNames.Of(ref _json.Tokens) : "";
        return problem ?? (_envelope.Method.Length == 0 ? WireProblem.BadRequest("\"method\" is empty; the name of a method is accepted.")
            : MethodNames.LookAlike(_envelope.Method) is { } real ? WireProblem.BadRequest($"The method could be taken for \"{real}\"; exactly \"{real}\" is accepted.")
            : null);
    }

    private WireProblem? ReadAnswer()
    {
        _hasAnswer = true;
        return _json.SkipValue();
    }

    private WireProblem? ReadParams(int start)
    {
        if (_json.Tokens.TokenType != JsonTokenType.StartObject)
        {
            return WireProblem.BadParams($"\"params\" is {StrictJson.Kind(_json.Tokens.TokenType)}; an object is accepted.");
        }

        _json.Enter();
        while (_json.NextKey(out var key))
        {
            if (_json.CheckKey(key, ProtocolKeys.Params) is { } problem)
            {
                return problem;
            }

            if (ReadParameter(key.Span, _json.NextValue()) is { } wrong)
            {
                return wrong;
            }
        }

        _json.Leave();
        _envelope.Params = _json.Since(start);
        return null;
    }

    private WireProblem? ReadParameter(ReadOnlySpan<byte> key, int start)
    {
        var kind = _json.Tokens.TokenType;
        if (key.SequenceEqual("_meta"u8) && kind == JsonTokenType.StartObject)
        {
            return ReadMeta();
        }

        if (_json.SkipValue() is { } problem)
        {
            return problem;
        }

        var text = kind == JsonTokenType.String;
        if (key.SequenceEqual("arguments"u8))
        {
            _envelope.Arguments = _json.Since(start);
        }
        else if (key.SequenceEqual("cursor"u8))
        {
            _envelope.Cursor = _json.Since(start);
        }
        else if (key.SequenceEqual("requestId"u8))
        {
            _envelope.RequestId = _json.Since(start);
        }
        else if (text && key.SequenceEqual("name"u8))
        {
            _envelope.Name = _json.Tokens.GetString();
        }
        else if (text && key.SequenceEqual("uri"u8))
        {
            _envelope.Uri = _json.Tokens.GetString();
        }
        else if (text && key.SequenceEqual("taskId"u8))
        {
            _envelope.TaskId = _json.Tokens.GetString();
        }

        return null;
    }

    private WireProblem? ReadMeta()
    {
        _json.Enter();
        while (_json.NextKey(out var key))
        {
            if (_json.CheckKey(key, ProtocolKeys.Meta) is { } problem)
            {
                return problem;
            }

            var start = _json.NextValue();
            var kind = _json.Tokens.TokenType;
            if (_json.SkipValue() is { } wrong)
            {
                return wrong;
            }

            if (key.Span.SequenceEqual("progressToken"u8))
            {
                _envelope.ProgressToken = _json.Since(start);
            }
            else if (key.Span.SequenceEqual("io.modelcontextprotocol/protocolVersion"u8) && kind == JsonTokenType.String)
            {
                _envelope.MetaProtocolVersion = _json.Tokens.GetString();
            }
            else if (key.Span.SequenceEqual("io.modelcontextprotocol/clientCapabilities"u8))
            {
                _envelope.HasClientCapabilities = kind == JsonTokenType.StartObject;
            }
        }

        _json.Leave();
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
}
