using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Wire;

/// <summary>Builds the messages that the gateway itself sends. The id is echoed as raw JSON, so that <c>1</c> and <c>"1"</c> remain distinct.</summary>
internal static class ReplyBody
{
    /// <param name="unsupportedVersion">The protocol version that was asked for, if the error is about it.</param>
    public static ReadOnlyMemory<byte> Error(ReadOnlySpan<byte> id, McpErrorCode code, string message, string? unsupportedVersion = null)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        Open(json, id);
        json.WriteStartObject("error"u8);
        json.WriteNumber("code"u8, (int)code);
        json.WriteString("message"u8, message);
        if (unsupportedVersion is not null)
        {
            WriteVersions(json, unsupportedVersion);
        }

        json.WriteEndObject();
        return Close(json, buffer);
    }

    /// <summary>A tool result that tells the model why the call was not made. Clients do not pass a JSON-RPC error on to the model.</summary>
    public static ReadOnlyMemory<byte> ToolDenial(ReadOnlySpan<byte> id, ProtocolEra era, string text, JsonObject meta)
    {
        var result = new CallToolResult
        {
            Content = [new TextContentBlock { Text = text }],
            IsError = true,
            ResultType = era == ProtocolEra.Modern ? "complete" : null,
            Meta = meta,
        };
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        Open(json, id);
        json.WritePropertyName("result"u8);
        JsonSerializer.Serialize(json, result, McpJsonUtilities.DefaultOptions.GetTypeInfo<CallToolResult>());
        return Close(json, buffer);
    }

    /// <param name="token">The client's progress token as raw JSON.</param>
    /// <param name="progress">Must be higher than in the previous notification.</param>
    public static ReadOnlyMemory<byte> Progress(ReadOnlySpan<byte> token, double progress, string message)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("jsonrpc"u8, "2.0"u8);
        json.WriteString("method"u8, NotificationMethods.ProgressNotification);
        json.WriteStartObject("params"u8);
        json.WritePropertyName("progressToken"u8);
        json.WriteRawValue(token, skipInputValidation: true);
        json.WriteNumber("progress"u8, progress);
        json.WriteString("message"u8, message);
        json.WriteEndObject();
        return Close(json, buffer);
    }

    private static void WriteVersions(Utf8JsonWriter json, string requested)
    {
        json.WriteStartObject("data"u8);
        json.WriteStartArray("supported"u8);
        foreach (var version in ProtocolRevision.Supported)
        {
            json.WriteStringValue(version);
        }

        json.WriteEndArray();
        json.WriteString("requested"u8, requested);
        json.WriteEndObject();
    }

    private static void Open(Utf8JsonWriter json, ReadOnlySpan<byte> id)
    {
        json.WriteStartObject();
        json.WriteString("jsonrpc"u8, "2.0"u8);
        json.WritePropertyName("id"u8);
        json.WriteRawValue(id.IsEmpty ? "null"u8 : id, skipInputValidation: true);
    }

    private static ReadOnlyMemory<byte> Close(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer)
    {
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
