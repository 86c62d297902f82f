using System.Text.Json;
using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>
/// Parses one message strictly, in one forward pass and without building a tree. Anything that two JSON readers could interpret differently is
/// refused: look-alikes of protocol keys and methods, and whatever <see cref="StrictJsonReader"/> refuses. Batches are refused too.
/// </summary>
internal ref struct EnvelopeReader
{
    public const int MaxDepth = 64;

    private readonly Envelope _envelope;
    private StrictJsonReader _json;
    private bool _hasVersion;
    private bool _hasAnswer;

    private EnvelopeReader(ReadOnlyMemory<byte> body)
    {
        _envelope = new Envelope { Body = body };
        _json = new StrictJsonReader(body, MaxDepth);
    }

    /// <summary>Returns the envelope and, if the message is refused, the problem. The envelope of a refused message has the id if it was read, so that the error can name it.</summary>
    public static (Envelope Envelope, WireProblem? Problem) Read(ReadOnlyMemory<byte> body)
    {
        var reader = new EnvelopeReader(body);
        try
        {
            var problem = reader.ReadMessage();
            return (reader._envelope, reader._json.ProblemKind == JsonProblemKind.None ? problem : WireProblem.Of(reader._json.Problem, MaxDepth));
        }
        finally
        {
            reader.Dispose();
        }
    }

    public readonly void Dispose() => _json.Dispose();

    // Null means that this method found no problem. The strict reader may still have found one, after which nothing more is read.
    private WireProblem? ReadMessage()
    {
        if (!_json.Read())
        {
            return null;
        }

        if (_json.TokenType != JsonTokenType.StartObject)
        {
            return WireProblem.BadRequest(_json.TokenType == JsonTokenType.StartArray
                ? "JSON-RPC batches are not supported; send one message."
                : $"The body is {JsonKind.Name(_json.TokenType)}; one JSON-RPC object is accepted.");
        }

        return ReadEnvelope() ?? (_json.Read() || _json.ProblemKind != JsonProblemKind.None ? null : Complete());
    }

    private WireProblem? ReadEnvelope()
    {
        WireProblem? problem = null;
        while (problem is null && _json.ReadKey(out var key))
        {
            problem = WireProblem.LookAlike(ProtocolKeys.Envelope, key) ?? (!_json.Read() ? null : key switch
            {
                _ when key.SequenceEqual("jsonrpc"u8) => ReadVersion(),
                _ when key.SequenceEqual("id"u8) => ReadId(),
                _ when key.SequenceEqual("method"u8) => ReadMethod(),
                _ when key.SequenceEqual("params"u8) => ReadParams(),
                _ when key.SequenceEqual("result"u8) || key.SequenceEqual("error"u8) => ReadAnswer(),
                _ => Skip(),
            });
        }

        return problem;
    }

    private WireProblem? ReadVersion()
    {
        _hasVersion = _json.TokenType == JsonTokenType.String && _json.Utf8Text().SequenceEqual("2.0"u8);
        return Skip();
    }

    private WireProblem? ReadId()
    {
        var isFraction = _json.TokenType == JsonTokenType.Number && _json.Written.ContainsAny((byte)'.', (byte)'e', (byte)'E');
        if (isFraction || _json.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            return WireProblem.BadRequest($"\"id\" is {(isFraction ? "a number that is not an integer" : JsonKind.Name(_json.TokenType))}; a string or an integer is accepted.");
        }

        _envelope.IdAt = new Slice(_json.TokenStart, _json.End);
        return null;
    }

    private WireProblem? ReadMethod()
    {
        if (_json.TokenType != JsonTokenType.String)
        {
            return WireProblem.BadRequest($"\"method\" is {JsonKind.Name(_json.TokenType)}; a string is accepted.");
        }

        var name = _json.Utf8Text();
        _envelope.Method = MethodNames.Of(name);
        return name.IsEmpty ? WireProblem.BadRequest("\"method\" is empty; a method name is accepted.")
            : MethodNames.LookAlike(name) is { } known ? WireProblem.LookAlike("method", name, known)
            : null;
    }

    private WireProblem? ReadAnswer()
    {
        var start = _json.TokenStart;
        _hasAnswer = true;
        if (_json.SkipValue())
        {
            _envelope.AnswerAt = new Slice(start, _json.End);
        }

        return null;
    }

    private WireProblem? Skip()
    {
        _json.SkipValue();
        return null;
    }

    private WireProblem? ReadParams()
    {
        if (_json.TokenType == JsonTokenType.Null)
        {
            _envelope.NullParamsAt = new Slice(_json.TokenStart, _json.End);
            return null;
        }

        return _json.TokenType == JsonTokenType.StartObject
            ? ParamsReader.Read(ref _json, _envelope)
            : WireProblem.BadParams($"\"params\" is {JsonKind.Name(_json.TokenType)}; an object is accepted.");
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
            return WireProblem.BadRequest("The message is not a request, a notification or a response; either \"method\", or \"id\" with \"result\" or \"error\", is accepted.");
        }

        _envelope.Kind = answered ? EnvelopeKind.Response : _envelope.Id.IsEmpty ? EnvelopeKind.Notification : EnvelopeKind.Request;
        return RequiredMembers.FindProblem(_envelope);
    }
}
