using System.Text;
using System.Text.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>A walk over JSON that refuses what has two readings: a key twice in one object, half a surrogate pair, look-alikes of known keys.</summary>
internal ref struct StrictJson(ReadOnlyMemory<byte> body, int maxDepth)
{
    public Utf8JsonReader Tokens = new(body.Span, new JsonReaderOptions { MaxDepth = maxDepth });

    private readonly ReadOnlyMemory<byte> _body = body;
    private ObjectKeys _keys = new(maxDepth);

    public void Enter() => _keys.Enter();

    public void Leave() => _keys.Leave();

    public readonly void Dispose() => _keys.Dispose();

    /// <summary>Moves to the next key of the open object; false at its end.</summary>
    public bool NextKey(out ReadOnlyMemory<byte> key)
    {
        key = default;
        if (!Tokens.Read() || Tokens.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        key = Tokens.ValueIsEscaped
            ? Unescape()
            : _body.Slice((int)Tokens.TokenStartIndex + 1, Tokens.ValueSpan.Length);
        return true;
    }

    private byte[] Unescape() => EscapedText.HasBrokenSurrogate(Tokens.ValueSpan) ? [] : Encoding.UTF8.GetBytes(Tokens.GetString() ?? "");

    /// <summary>What is wrong with the key just read: broken, second of its name, or a look-alike of one of <paramref name="known"/>.</summary>
    public WireProblem? CheckKey(ReadOnlyMemory<byte> key, string[]? known)
    {
        if (Tokens.ValueIsEscaped && EscapedText.HasBrokenSurrogate(Tokens.ValueSpan))
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

    /// <summary>Moves to the value of the key just read, and says where it starts.</summary>
    public int NextValue()
    {
        Tokens.Read();
        return (int)Tokens.TokenStartIndex;
    }

    /// <summary>Checks the value the reader stands on, however deep, and leaves the reader at its end.</summary>
    public WireProblem? SkipValue()
    {
        var depth = Tokens.CurrentDepth;
        do
        {
            var problem = CheckToken();
            if (problem is not null)
            {
                return problem;
            }

            if (Tokens.CurrentDepth == depth && Tokens.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            {
                return null;
            }
        }
        while (Tokens.Read());

        return null;
    }

    private WireProblem? CheckToken()
    {
        switch (Tokens.TokenType)
        {
            case JsonTokenType.StartObject:
                _keys.Enter();
                return null;
            case JsonTokenType.EndObject:
                _keys.Leave();
                return null;
            case JsonTokenType.PropertyName:
                var key = Tokens.ValueIsEscaped ? Unescape() : _body.Slice((int)Tokens.TokenStartIndex + 1, Tokens.ValueSpan.Length);
                return CheckKey(key, known: null);
            case JsonTokenType.String when Tokens.ValueIsEscaped && EscapedText.HasBrokenSurrogate(Tokens.ValueSpan):
                return WireProblem.BadRequest("A string holds half of a surrogate pair; whole characters are accepted.");
            default:
                return null;
        }
    }

    /// <summary>The raw JSON from there to where the reader stands.</summary>
    public readonly ReadOnlyMemory<byte> Since(int start) => _body[start..(int)Tokens.BytesConsumed];

    private static string Quote(ReadOnlySpan<byte> key)
    {
        var text = Encoding.UTF8.GetString(key[..Math.Min(key.Length, 64)]);
        return JsonSerializer.Serialize(text, WireJson.Default.String);
    }

    public static string Kind(JsonTokenType type) => type switch
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
