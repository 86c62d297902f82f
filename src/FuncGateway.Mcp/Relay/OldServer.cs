using System.Text.Json;
using FuncGateway.Mcp.Wire;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// A server that does not know <c>server/discover</c> may refuse its parameters instead of its method. Clients fall back to <c>initialize</c> only when
/// the method is unknown, so the answer says that.
/// </summary>
internal static class OldServer
{
    /// <summary>Returns the message to send for an answer under a status of success.</summary>
    public static ReadOnlyMemory<byte> AnswerToProbe(RelayContext call, Screened screened) =>
        IsRefusal(call, screened) ? ReplyBody.Error(call.MessageId.Span, McpErrorCode.MethodNotFound, "Method not found: server/discover") : screened.Message;

    public static bool IsRefusal(RelayContext call, Screened screened) =>
        screened is { AnswersCall: true, Kind: MessageKind.Error } && call.Envelope?.Method == RequestMethods.ServerDiscover && CodeOf(screened.Message.Span) == McpErrorCode.InvalidParams;

    private static McpErrorCode CodeOf(ReadOnlySpan<byte> error)
    {
        try
        {
            var reader = new Utf8JsonReader(error);
            using var message = JsonDocument.ParseValue(ref reader);
            return message.RootElement.GetProperty("error").GetProperty("code").TryGetInt32(out var code) ? (McpErrorCode)code : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
