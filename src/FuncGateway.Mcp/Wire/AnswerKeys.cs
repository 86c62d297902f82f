using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Wire;

/// <summary>A member of an upstream message that the gateway reads: of the message itself, of its <c>result</c>, of the result's <c>_meta</c> or of its <c>error</c>.</summary>
internal enum AnswerKey
{
    Other,

    /// <summary>Not a member that the gateway reads, but some clients would read it as one.</summary>
    LookAlike,
    Version,
    Id,
    Method,
    Result,
    Error,
    IsError,
    Code,
    List,

    /// <summary>It names what belongs to one grant: <c>task</c>, <c>taskId</c>, the related task in <c>_meta</c>, or <c>requestState</c>, which <c>inputRequests</c> may announce.</summary>
    Owned,
    Meta,
}

internal static class AnswerKeys
{
    private static readonly KnownNames Top = new("jsonrpc", "id", "method", "result", "error");

    private static readonly KnownNames Owned = new("task", "taskId", "requestState", "inputRequests");

    private static readonly KnownNames Meta = new("_meta");

    private static readonly KnownNames Related = new(UpstreamMessage.RelatedTask);

    public static AnswerKey OfMessage(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("jsonrpc"u8) ? AnswerKey.Version
        : key.SequenceEqual("id"u8) ? AnswerKey.Id
        : key.SequenceEqual("method"u8) ? AnswerKey.Method
        : key.SequenceEqual("result"u8) ? AnswerKey.Result
        : key.SequenceEqual("error"u8) ? AnswerKey.Error
        : Top.LookAlike(key) is null ? AnswerKey.Other : AnswerKey.LookAlike;

    public static AnswerKey OfError(ReadOnlySpan<byte> key) => key.SequenceEqual("code"u8) ? AnswerKey.Code : AnswerKey.Other;

    public static AnswerKey OfResult(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("_meta"u8) ? AnswerKey.Meta
        : IsCommon(key) ? AnswerKey.Other
        : key.SequenceEqual("isError"u8) ? AnswerKey.IsError
        : ListKeys.KindOf(key, out _) != ListKind.None ? AnswerKey.List
        : Owned.Resembles(key) ? AnswerKey.Owned
        : Meta.Resembles(key) ? AnswerKey.Meta
        : AnswerKey.Other;

    public static AnswerKey OfMeta(ReadOnlySpan<byte> key) => Related.Resembles(key) ? AnswerKey.Owned : AnswerKey.Other;

    // Looking for a look-alike allocates when a key has a capital letter.
    private static bool IsCommon(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("content"u8) || key.SequenceEqual("structuredContent"u8) ||
        key.SequenceEqual("nextCursor"u8) || key.SequenceEqual("resultType"u8) || key.SequenceEqual("serverInfo"u8) || key.SequenceEqual("protocolVersion"u8);
}
