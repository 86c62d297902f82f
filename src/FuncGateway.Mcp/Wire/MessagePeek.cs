using System.Text.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>The kind of an upstream message, as far as the gateway needs to know it.</summary>
public enum MessageKind
{
    /// <summary>Not a JSON-RPC message that every client reads alike.</summary>
    Unreadable,

    /// <summary>A request or notification from the server.</summary>
    FromServer,

    Result,

    /// <summary>A tool result with <c>isError: true</c>.</summary>
    ToolError,

    /// <summary>A JSON-RPC error. The request may have been carried out nevertheless.</summary>
    Error,
}

/// <summary>What an upstream message is, read from its top level.</summary>
/// <param name="Answers">Whether it is a well-formed answer to the expected id.</param>
/// <param name="ClaimsToAnswer">Whether some client could take it for an answer to the expected id, well-formed or not.</param>
internal readonly record struct MessagePeek(MessageKind Kind, bool Answers, bool ClaimsToAnswer)
{
    /// <summary>Whether it has a list that must be filtered; true for an unreadable message that could have one.</summary>
    public bool HasList { get; init; }

    /// <summary>Whether clients could read different things in it, so that a list in it cannot be filtered.</summary>
    public bool IsOdd { get; init; }

    /// <summary>Whether it is an error that names no request: its id is null or missing.</summary>
    public bool IsErrorWithoutId => Kind == MessageKind.Error && HasVersion && HasNoId;

    /// <summary>Whether it says that it is JSON-RPC 2.0.</summary>
    public bool HasVersion { get; init; }

    /// <summary>Whether its id is null or missing.</summary>
    public bool HasNoId { get; init; }

    public static MessagePeek Look(ReadOnlySpan<byte> message, ReadOnlySpan<byte> expectedId)
    {
        var skim = MessageSkim.Of(message, MaxTokenFor(expectedId));
        return Of(skim, expectedId) with { HasList = skim.HasList || (!skim.IsWhole && ListWords.FoundIn(message)) };
    }

    /// <summary>The length up to which a <see cref="MessageSkim"/> must read an id to recognize this one: an escape takes at most six times the length of what it stands for.</summary>
    public static int MaxTokenFor(ReadOnlySpan<byte> expectedId) => Math.Max(MessageSkim.DefaultMaxToken, expectedId.Length * 6);

    /// <summary>For a message of which only the structure is known. <see cref="HasList"/> is not set.</summary>
    public static MessagePeek Of(MessageSkim skim, ReadOnlySpan<byte> expectedId)
    {
        var kind = KindOf(skim);
        var isAnswer = kind is MessageKind.Result or MessageKind.ToolError or MessageKind.Error;
        var claims = !skim.HasMethod && (skim.HasResult || skim.HasNullResult || skim.HasAnyError) && IsSameId(skim.Id.Span, expectedId);
        return new MessagePeek(kind, claims && isAnswer && skim.HasVersion, claims)
        {
            IsOdd = !skim.IsWhole,
            HasVersion = skim.HasVersion,
            HasNoId = skim.HasNoId,
        };
    }

    /// <summary>Whether both ids mean the same. A server may re-serialize the id: "\u0061" as "a", or 1 as 1.0.</summary>
    public static bool IsSameId(ReadOnlySpan<byte> id, ReadOnlySpan<byte> expected)
    {
        if (expected.IsEmpty || id.IsEmpty)
        {
            return false;
        }

        try
        {
            var found = new Utf8JsonReader(id);
            var wanted = new Utf8JsonReader(expected);
            return found.Read() && wanted.Read() && (found.TokenType, wanted.TokenType) switch
            {
                (JsonTokenType.String, JsonTokenType.String) => wanted.GetString() is { } text && found.ValueTextEquals(text),
                (JsonTokenType.Number, JsonTokenType.Number) => found.ValueSpan.SequenceEqual(wanted.ValueSpan) ||
                    (found.TryGetDecimal(out var left) && wanted.TryGetDecimal(out var right) && left == right),
                _ => false,
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not an id that JSON-RPC knows, or a string with half of a surrogate pair.
            return false;
        }
    }

    private static MessageKind KindOf(MessageSkim skim) => skim switch
    {
        { IsWhole: false } => MessageKind.Unreadable,
        { HasMethod: true } => MessageKind.FromServer,

        // Clients differ in which of the two they read.
        { HasAnyError: true, HasResult: true } => MessageKind.Unreadable,
        { HasError: true } => MessageKind.Error,

        // Without a code it is not a JSON-RPC error: web frameworks answer {"error":"…"} for their own failures.
        { HasAnyError: true } => MessageKind.Unreadable,
        { IsToolError: true } => MessageKind.ToolError,
        { HasResult: true } or { HasNullResult: true } => MessageKind.Result,
        _ => MessageKind.Unreadable,
    };
}
