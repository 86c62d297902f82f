using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace FuncGateway.Policies.Json;

/// <summary>
/// Reads one JSON value in one forward pass, without building a tree. Every token is checked as it is read. Anything that two JSON readers could
/// interpret differently is a problem: repeated keys, half surrogate pairs, a byte order mark, text after the value.
/// </summary>
internal ref struct StrictJsonReader
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly int _maxDepth;
    private readonly bool _findsAll;
    private Utf8JsonReader _tokens;
    private ObjectKeys _keys;
    private JsonException? _syntaxError;
    private bool _stopped;

    /// <param name="maxDepth">How deeply objects and lists may be nested.</param>
    /// <param name="findsAll">
    /// If true, reading continues after a repeated key, half a surrogate pair, or a value nested too deeply, whose content is skipped; a problem then
    /// refers to the token just read. If false, reading stops at the first problem.
    /// </param>
    public StrictJsonReader(ReadOnlyMemory<byte> json, int maxDepth, bool findsAll = false)
    {
        _json = json;
        _maxDepth = maxDepth;
        _findsAll = findsAll;
        // Depth is checked in Enter, because an exception for the tokenizer's own limit cannot be told apart from one for invalid JSON.
        _tokens = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        _keys = new ObjectKeys(json, maxDepth);
        ProblemKind = JsonProblem.KindOfBytes(json.Span);
        _stopped = ProblemKind != JsonProblemKind.None;
    }

    public JsonProblemKind ProblemKind { get; private set; }

    /// <summary>The problem with its position. Determining the line takes a pass over the preceding text.</summary>
    public readonly JsonProblem Problem => ProblemKind switch
    {
        JsonProblemKind.None => default,
        JsonProblemKind.ByteOrderMark or JsonProblemKind.InvalidUtf8 => JsonProblem.OfBytes(_json.Span),
        var kind when _syntaxError is not null => JsonProblem.Of(kind, _syntaxError),
        JsonProblemKind.RepeatedKey => JsonProblem.Of(JsonProblemKind.RepeatedKey, _json.Span, TokenStart, JsonText.Quote(Key.Span)),
        var kind => JsonProblem.Of(kind, _json.Span, TokenStart),
    };

    public readonly JsonTokenType TokenType => _tokens.TokenType;

    /// <summary>The position at which the current token starts.</summary>
    public readonly int TokenStart => (int)_tokens.TokenStartIndex;

    /// <summary>The current token as written; for a string or key, the text between the quotes.</summary>
    public readonly ReadOnlySpan<byte> Written => _tokens.ValueSpan;

    /// <summary>The key just read, unescaped; as written if it contains half of a surrogate pair.</summary>
    public ReadOnlyMemory<byte> Key { get; private set; }

    /// <summary>Reads a whole text and returns its first problem.</summary>
    public static JsonProblem FindProblem(ReadOnlyMemory<byte> json, int maxDepth)
    {
        var reader = new StrictJsonReader(json, maxDepth);
        try
        {
            while (reader.Read())
            {
                // Read checks each token.
            }

            return reader.Problem;
        }
        finally
        {
            reader.Dispose();
        }
    }

    public readonly void Dispose() => _keys.Dispose();

    /// <summary>Moves to the next token. Returns false at the end of the text, and after a problem that ends the reading.</summary>
    public bool Read()
    {
        if (_stopped || !Advance())
        {
            return false;
        }

        switch (_tokens.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                return Enter();
            case JsonTokenType.EndObject:
                _keys.Leave();
                return true;
            case JsonTokenType.PropertyName:
                return CheckKey();
            case JsonTokenType.String when _tokens.ValueIsEscaped && JsonText.HasBrokenSurrogate(_tokens.ValueSpan):
                return Report(JsonProblemKind.BrokenString);
            default:
                return true;
        }
    }

    /// <summary>Moves to the next key of the object. Returns false at the end of the object.</summary>
    public bool ReadKey(out ReadOnlySpan<byte> key)
    {
        var found = Read() && _tokens.TokenType == JsonTokenType.PropertyName;
        key = found ? Key.Span : default;
        return found;
    }

    /// <summary>Moves to the end of the current value, checking everything in it.</summary>
    public bool SkipValue()
    {
        if (_tokens.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return !_stopped;
        }

        var depth = _tokens.CurrentDepth;
        while (Read())
        {
            if (_tokens.CurrentDepth == depth)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The JSON from <paramref name="start"/> to the end of the current token, as written.</summary>
    public readonly ReadOnlyMemory<byte> Since(int start) => _json[start..End];

    /// <summary>The end of the current token.</summary>
    public readonly int End => (int)_tokens.BytesConsumed;

    /// <summary>The current string or key, unescaped. It must not contain half of a surrogate pair.</summary>
    public readonly string Text() => _tokens.GetString() ?? "";

    /// <summary>The current string or key in UTF-8, unescaped. Allocates only if it contains escapes.</summary>
    public ReadOnlySpan<byte> Utf8Text() => JsonText.Unescaped(ref _tokens, _json) is { } text ? text.Span : default;

    /// <summary>Moves to the end of the value of the current key. Returns true, with its text, if it is a string.</summary>
    public bool ReadText([NotNullWhen(true)] out string? text)
    {
        text = Read() && _tokens.TokenType == JsonTokenType.String ? Text() : null;
        return SkipValue() && text is not null;
    }

    private bool Advance()
    {
        try
        {
            if (_findsAll)
            {
                LeaveProblem();
            }

            return _tokens.Read();
        }
        catch (JsonException e)
        {
            _stopped = true;
            _syntaxError = e;
            var isAfterValue = _tokens.CurrentDepth == 0 && _tokens.TokenType is not (JsonTokenType.None or JsonTokenType.StartObject or JsonTokenType.StartArray);
            ProblemKind = isAfterValue ? JsonProblemKind.TrailingContent : JsonProblemKind.InvalidJson;
            return false;
        }
    }

    private void LeaveProblem()
    {
        if (ProblemKind == JsonProblemKind.TooDeep)
        {
            _tokens.Skip();
        }

        ProblemKind = JsonProblemKind.None;
    }

    private bool Enter()
    {
        if (_tokens.CurrentDepth >= _maxDepth)
        {
            return Report(JsonProblemKind.TooDeep);
        }

        if (_tokens.TokenType == JsonTokenType.StartObject)
        {
            _keys.Enter();
        }

        return true;
    }

    private bool CheckKey()
    {
        if (JsonText.Unescaped(ref _tokens, _json) is not { } key)
        {
            Key = _json.Slice(TokenStart + 1, _tokens.ValueSpan.Length);
            return Report(JsonProblemKind.BrokenKey);
        }

        Key = key;
        return _keys.Add(key, TokenStart) || Report(JsonProblemKind.RepeatedKey);
    }

    private bool Report(JsonProblemKind kind)
    {
        ProblemKind = kind;
        _stopped = !_findsAll;
        return _findsAll;
    }
}
