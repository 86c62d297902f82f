using System.Buffers;
using System.Text.Json;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies.Text;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Calls;

/// <summary>
/// Everything in a held call that its approval binds, and that a person is shown, as one JSON object: arguments, answers to questions, task, the members of
/// <c>_meta</c> that could change what is done, and the <c>Mcp-Param-*</c> headers as <c>headers</c>. The tool's name is bound separately. What could not be shown is refused: nothing else
/// goes upstream.
/// </summary>
internal static class CallContent
{
    private const int MaxNamed = ParamsReader.MaxOtherParams;
    private const int MaxNameLength = 64;
    private static readonly string[] MessageMembers = ["jsonrpc", "id", "method", "params"];

    // These differ from try to try, or say who asks; none of them changes what the tool does.
    private static readonly HashSet<string> UnboundMeta =
    [
        "progressToken", "traceparent", "tracestate", "baggage", "io.modelcontextprotocol/protocolVersion", "io.modelcontextprotocol/clientInfo",
        "io.modelcontextprotocol/clientCapabilities", "io.modelcontextprotocol/logLevel",
    ];

    /// <summary>Refuses a call with members that a person could not be shown; returns null if there are none.</summary>
    public static Refusal? FindUnshown(Envelope envelope) =>
        envelope.OtherParamCount > 0
            ? Refusal.Malformed($"\"params\" of a call that needs a person's approval contains {Named(envelope.OtherParams, envelope.OtherParamCount)}; only {string.Join(", ", ProtocolKeys.ToolCallParams.All)} are accepted.")
            : OthersOf(envelope.Body) is { Count: > 0 } around
                ? Refusal.Malformed($"The message of a call that needs a person's approval contains {Named(around, around.Count)}; only {string.Join(", ", MessageMembers)} are accepted.") with { Code = McpErrorCode.InvalidRequest }
                : null;

    /// <summary>Returns the content. The values are as sent.</summary>
    public static ReadOnlyMemory<byte> Of(Envelope envelope, IHeaderDictionary headers)
    {
        var content = new ArrayBufferWriter<byte>(envelope.Params.Length + 64);
        using var json = new Utf8JsonWriter(content, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WritePropertyName("arguments"u8);
        json.WriteRawValue(envelope.Arguments.IsEmpty ? "{}"u8 : envelope.Arguments.Span, skipInputValidation: true);
        Write(json, "task", envelope.Task);
        Write(json, "inputResponses", envelope.InputResponses);
        Write(json, "requestState", envelope.RequestState);
        WriteMeta(json, envelope.Meta);
        WriteHeaders(json, headers);
        json.WriteEndObject();
        json.Flush();
        return content.WrittenMemory;
    }

    private static void WriteMeta(Utf8JsonWriter json, ReadOnlyMemory<byte> meta)
    {
        if (meta.IsEmpty || meta.Span[0] != (byte)'{')
        {
            // The protocol has only objects here, but a server may read whatever is sent.
            Write(json, "_meta", meta);
            return;
        }

        var bound = JsonMembers.Of(meta).Where(member => !UnboundMeta.Contains(member.Name)).ToArray();
        if (bound.Length == 0)
        {
            return;
        }

        json.WriteStartObject("_meta"u8);
        foreach (var (name, value) in bound)
        {
            Write(json, name, value);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ReadOnlyMemory<byte> value)
    {
        if (!value.IsEmpty)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value.Span, skipInputValidation: true);
        }
    }

    private static void WriteHeaders(Utf8JsonWriter json, IHeaderDictionary headers)
    {
        var bound = headers.Where(header => McpHeaders.IsParameter(header.Key)).OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase).ToArray();
        if (bound.Length == 0)
        {
            return;
        }

        json.WriteStartObject("headers"u8);
        foreach (var (name, values) in bound)
        {
            json.WriteString(name.ToLowerInvariant(), values.ToString());
        }

        json.WriteEndObject();
    }

    private static List<string> OthersOf(ReadOnlyMemory<byte> message) =>
        [.. JsonMembers.Of(message).Select(member => member.Name).Where(name => !MessageMembers.Contains(name))];

    private static string Named(IReadOnlyList<string> names, int count) =>
        string.Join(", ", names.Take(MaxNamed).Select(name => $"\"{VisibleText.Of(name, MaxNameLength)}\"")) + (count > MaxNamed ? $" and {count - MaxNamed} more" : "");
}
