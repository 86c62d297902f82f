using System.Buffers;
using System.Text.Json;
using FuncGateway.Core.Text;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Calls;

/// <summary>
/// Everything in a held call that its approval binds, and that a person is shown, as one JSON object: arguments, answers to questions, task, the members of
/// <c>_meta</c> that could change what is done, and the <c>Mcp-Param-*</c> headers as <c>headers</c>. The tool's name is bound separately. What could not be shown is refused: nothing else
/// goes upstream.
/// </summary>
internal static class CallContent
{
    private const int MaxNamed = 5;
    private const int MaxNameLength = 64;
    private static readonly string[] Members = ["name", "arguments", "_meta", "task", "inputResponses", "requestState"];
    private static readonly string[] MessageMembers = ["jsonrpc", "id", "method", "params"];

    // These differ from try to try, or say who asks; none of them changes what the tool does.
    private static readonly HashSet<string> UnboundMeta =
    [
        "progressToken", "traceparent", "tracestate", "baggage", "io.modelcontextprotocol/protocolVersion", "io.modelcontextprotocol/clientInfo",
        "io.modelcontextprotocol/clientCapabilities", "io.modelcontextprotocol/logLevel",
    ];

    /// <summary>Returns the problem of a call with members that a person could not be shown; null if there are none.</summary>
    public static WireProblem? FindProblem(Envelope envelope) =>
        Others(envelope.Params, Members) is { Count: > 0 } others
            ? WireProblem.BadParams($"\"params\" of a call that needs a person's approval contains {Named(others)}; only {string.Join(", ", Members)} are accepted.")
            : Others(envelope.Body, MessageMembers) is { Count: > 0 } around
                ? WireProblem.BadRequest($"The message of a call that needs a person's approval contains {Named(around)}; only {string.Join(", ", MessageMembers)} are accepted.")
                : null;

    /// <summary>Returns the content as sent, apart from white space between its members.</summary>
    public static ReadOnlyMemory<byte> Of(Envelope envelope, IHeaderDictionary headers)
    {
        var content = new ArrayBufferWriter<byte>(envelope.Params.Length + 64);
        using var json = new Utf8JsonWriter(content, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WritePropertyName("arguments"u8);
        json.WriteRawValue(envelope.Arguments.IsEmpty ? "{}"u8 : envelope.Arguments.Span, skipInputValidation: true);
        foreach (var (name, value) in JsonMembers.Of(envelope.Params).Where(member => member.Name is "task" or "inputResponses" or "requestState" && !IsNull(member.Value)))
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value.Span, skipInputValidation: true);
        }

        WriteMeta(json, envelope);
        WriteHeaders(json, headers);
        json.WriteEndObject();
        json.Flush();
        return content.WrittenMemory;
    }

    private static void WriteMeta(Utf8JsonWriter json, Envelope envelope)
    {
        var meta = JsonMembers.Of(envelope.Params).FirstOrDefault(member => member.Name == "_meta").Value;
        if (meta.IsEmpty || meta.Span[0] != (byte)'{')
        {
            WriteOther(json, meta);
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
            json.WritePropertyName(name);
            json.WriteRawValue(value.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    // The protocol has only objects here, but a server may read whatever is sent.
    private static void WriteOther(Utf8JsonWriter json, ReadOnlyMemory<byte> meta)
    {
        if (!meta.IsEmpty && !IsNull(meta))
        {
            json.WritePropertyName("_meta"u8);
            json.WriteRawValue(meta.Span, skipInputValidation: true);
        }
    }

    // Null has one reading: the member is absent.
    private static bool IsNull(ReadOnlyMemory<byte> value) => value.Span.SequenceEqual("null"u8);

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

    private static List<string> Others(ReadOnlyMemory<byte> json, string[] accepted) =>
        [.. JsonMembers.Of(json).Select(member => member.Name).Where(name => !accepted.Contains(name))];

    private static string Named(List<string> names) =>
        string.Join(", ", names.Take(MaxNamed).Select(name => $"\"{VisibleText.Of(name, MaxNameLength)}\"")) + (names.Count > MaxNamed ? $" and {names.Count - MaxNamed} more" : "");
}
