using System.Text.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>What a message of the upstream is, as far as the gateway has to know.</summary>
public enum MessageKind
{
    /// <summary>Not a JSON-RPC message that we can read.</summary>
    Unreadable,

    /// <summary>A request or notification of the server.</summary>
    FromServer,

    Result,

    /// <summary>A tool result with <c>isError: true</c>.</summary>
    ToolError,

    /// <summary>A JSON-RPC error: the request was not carried out.</summary>
    Error,
}

/// <summary>Looks at the top level of an upstream message without building a tree.</summary>
internal static class MessagePeek
{
    public static MessageKind Look(ReadOnlySpan<byte> message, ReadOnlySpan<byte> expectedId, out bool answersExpected)
    {
        answersExpected = false;
        var kind = MessageKind.Unreadable;
        var json = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = 256 });
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return MessageKind.Unreadable;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("id"u8))
                {
                    json.Read();
                    answersExpected = SameId(ref json, expectedId);
                }
                else if (json.ValueTextEquals("result"u8))
                {
                    json.Read();
                    kind = Holds(ref json, "isError"u8, JsonTokenType.True) ? MessageKind.ToolError : MessageKind.Result;
                }
                else if (json.ValueTextEquals("error"u8))
                {
                    // Web frameworks say {"error":"…"} of their own failures, after which nobody knows whether the tool ran.
                    json.Read();
                    kind = Holds(ref json, "code"u8, JsonTokenType.Number) ? MessageKind.Error : kind;
                }
                else
                {
                    kind = json.ValueTextEquals("method"u8) ? MessageKind.FromServer : kind;
                    json.Skip();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Broken JSON, or text that is half of a surrogate pair.
            answersExpected = false;
            return MessageKind.Unreadable;
        }

        answersExpected &= kind is MessageKind.Result or MessageKind.ToolError or MessageKind.Error;
        return kind;
    }

    private static bool Holds(ref Utf8JsonReader json, ReadOnlySpan<byte> key, JsonTokenType value)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return false;
        }

        var holds = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var named = json.ValueTextEquals(key);
            json.Read();
            holds |= named && json.TokenType == value;
            json.Skip();
        }

        return holds;
    }

    // A server may write the id anew: "a" for "\u0061", or 1.0 for 1.
    private static bool SameId(ref Utf8JsonReader json, ReadOnlySpan<byte> expected)
    {
        if (expected.IsEmpty)
        {
            return false;
        }

        var wanted = new Utf8JsonReader(expected);
        wanted.Read();
        return (json.TokenType, wanted.TokenType) switch
        {
            (JsonTokenType.String, JsonTokenType.String) => wanted.GetString() is { } text && json.ValueTextEquals(text),
            (JsonTokenType.Number, JsonTokenType.Number) => json.ValueSpan.SequenceEqual(wanted.ValueSpan) ||
                (json.TryGetDecimal(out var left) && wanted.TryGetDecimal(out var right) && left == right),
            _ => false,
        };
    }
}
