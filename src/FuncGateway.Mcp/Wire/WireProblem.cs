using FuncGateway.Policies.Json;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Wire;

/// <summary>Why a message is refused: the HTTP status, the JSON-RPC code and a sentence that says what was found and what is accepted.</summary>
public sealed record WireProblem(int Status, McpErrorCode Code, string Message)
{
    /// <summary>The protocol version that was asked for, if it is the problem; the error then lists the supported ones.</summary>
    public string? UnsupportedVersion { get; private init; }

    public static WireProblem BadRequest(string message) => new(400, McpErrorCode.InvalidRequest, message);

    public static WireProblem BadParams(string message) => new(400, McpErrorCode.InvalidParams, message);

    public static WireProblem Mismatch(string message) => new(400, McpErrorCode.HeaderMismatch, message);

    /// <param name="where">Where the version was found.</param>
    public static WireProblem BadVersion(string where, string version) =>
        new(400, McpErrorCode.UnsupportedProtocolVersion, $"{where} is '{version}', which is no protocol version; accepted: {string.Join(", ", ProtocolRevision.Supported)}.")
        {
            UnsupportedVersion = version,
        };

    /// <param name="maxDepth">The limit to name if the message is nested too deeply.</param>
    internal static WireProblem Of(JsonProblem problem, int maxDepth) => problem.Kind switch
    {
        JsonProblemKind.ByteOrderMark => BadRequest("The body starts with a byte order mark; UTF-8 without one is accepted."),
        JsonProblemKind.InvalidUtf8 => Unparsable($"The body is not valid UTF-8 at {problem.At}; one JSON-RPC object in UTF-8 is accepted."),
        JsonProblemKind.TrailingContent => Unparsable($"There is more text after the message at {problem.At}; one JSON-RPC object and nothing after it is accepted."),
        JsonProblemKind.TooDeep => BadRequest($"The message is nested too deeply at {problem.At}; at most {maxDepth} levels are accepted."),
        JsonProblemKind.RepeatedKey => BadRequest($"The key {problem.Key} is repeated at {problem.At}; each key is accepted once in an object."),
        JsonProblemKind.BrokenKey => BadRequest($"The key at {problem.At} contains half of a surrogate pair; whole characters are accepted."),
        JsonProblemKind.BrokenString => BadRequest($"The string at {problem.At} contains half of a surrogate pair; whole characters are accepted."),
        _ => Unparsable($"The body is not valid JSON at {problem.At}; one JSON-RPC object is accepted."),
    };

    internal static WireProblem LookAlike(string what, ReadOnlySpan<byte> found, string known) =>
        BadRequest($"The {what} {JsonText.Quote(found)} could be taken for \"{known}\"; exactly \"{known}\" is accepted.");

    /// <summary>Returns the problem if the key merely looks like one of the known keys, else null.</summary>
    internal static WireProblem? LookAlike(KnownNames known, ReadOnlySpan<byte> key) => known.LookAlike(key) is { } name ? LookAlike("key", key, name) : null;

    private static WireProblem Unparsable(string message) => new(400, McpErrorCode.ParseError, message);
}
