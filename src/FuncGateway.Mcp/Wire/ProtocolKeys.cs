using System.Text;

namespace FuncGateway.Mcp.Wire;

/// <summary>
/// The protocol's own keys, and keys that only look like one of them. A server that reads keys without regard to case, or up to a NUL, would
/// take <c>"Name"</c> or <c>"name\u0000"</c> for <c>name</c>, after we judged the call by something else.
/// </summary>
internal static class ProtocolKeys
{
    public static readonly string[] Envelope = ["jsonrpc", "id", "method", "params", "result", "error"];

    public static readonly string[] Params =
    [
        "name", "arguments", "uri", "cursor", "_meta", "requestState", "inputResponses", "task", "taskId", "requestId", "protocolVersion",
        "capabilities", "clientInfo", "ref", "argument", "notifications", "level",
    ];

    public static readonly string[] Meta =
    [
        "progressToken", "traceparent", "tracestate", "baggage", "io.modelcontextprotocol/protocolVersion", "io.modelcontextprotocol/clientCapabilities",
        "io.modelcontextprotocol/clientInfo", "io.modelcontextprotocol/logLevel", "io.modelcontextprotocol/related-task",
    ];

    /// <summary>The protocol key that <paramref name="key"/> could be taken for, or null: it is one itself, or nothing like one.</summary>
    public static string? LookAlike(ReadOnlySpan<byte> key, string[] known)
    {
        // Only capitals, characters beyond ASCII and control characters can make a look-alike; most keys have none and end here.
        if (!key.ContainsAnyInRange((byte)'A', (byte)'Z') && !key.ContainsAnyInRange((byte)0x80, (byte)0xFF) && !key.ContainsAnyInRange((byte)0, (byte)0x1F))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(key);
        if (Array.IndexOf(known, text) >= 0)
        {
            return null;
        }

        var folded = Fold(text);
        return Array.Find(known, each => Fold(each) == folded);
    }

    // Long s and the Kelvin sign fold to ASCII in Unicode, but not in .NET's own mapping.
    private static string Fold(string text) => text.Replace('\u017F', 's').Replace('\u212A', 'k').TrimEnd('\0').ToUpperInvariant();
}
