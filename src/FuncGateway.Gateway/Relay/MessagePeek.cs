using System.Text.Json;

namespace FuncGateway.Gateway.Relay;

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
                    kind = IsToolError(ref json) ? MessageKind.ToolError : MessageKind.Result;
                }
                else if (json.ValueTextEquals("error"u8))
                {
                    kind = MessageKind.Error;
                    json.Skip();
                }
                else
                {
                    kind = json.ValueTextEquals("method"u8) ? MessageKind.FromServer : kind;
                    json.Skip();
                }
            }
        }
        catch (JsonException)
        {
            return MessageKind.Unreadable;
        }

        answersExpected &= kind is MessageKind.Result or MessageKind.ToolError or MessageKind.Error;
        return kind;
    }

    private static bool IsToolError(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return false;
        }

        var isError = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var named = json.ValueTextEquals("isError"u8);
            json.Read();
            isError |= named && json.TokenType == JsonTokenType.True;
            json.Skip();
        }

        return isError;
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
