using System.Text.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>The kind of an upstream message, as far as the gateway needs to know it.</summary>
public enum MessageKind
{
    /// <summary>Not a valid JSON-RPC message.</summary>
    Unreadable,

    /// <summary>A request or notification from the server.</summary>
    FromServer,

    Result,

    /// <summary>A tool result with <c>isError: true</c>.</summary>
    ToolError,

    /// <summary>A JSON-RPC error: the request was not carried out.</summary>
    Error,
}

/// <summary>Classifies an upstream message by its top level, without building a tree.</summary>
internal static class MessagePeek
{
    /// <param name="answersExpected">Whether the message is a response with <paramref name="expectedId"/>.</param>
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
                    // Without a code it is not a JSON-RPC error. Web frameworks answer {"error":"…"} for their own failures, which may occur after the tool has run.
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
            // Invalid JSON, or a string with half of a surrogate pair.
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

    // A server may re-serialize the id: "\u0061" as "a", or 1 as 1.0.
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
