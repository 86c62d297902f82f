using System.Text;
using System.Text.Json;
using FuncGateway.Core.Servers;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Mcp.Relay;

/// <summary>Tells the operator what an upstream sent that was not passed on. No agent sees it.</summary>
public sealed partial class UnusableAnswerLog(ILogger<UnusableAnswerLog> logger)
{
    private const int MaxShown = 200;

    /// <param name="problem">Completes "MCP server 'x' …".</param>
    public void Dropped(RelayContext call, string problem, ReadOnlySpan<byte> message)
    {
        if (logger.IsEnabled(LogLevel.Warning))
        {
            LogDropped(call.Caller.Server.Id, problem, Shown(message));
        }
    }

    /// <summary>The first 200 characters, with everything but printable ASCII escaped as in JSON.</summary>
    internal static string Shown(ReadOnlySpan<byte> message)
    {
        var text = Encoding.UTF8.GetString(message[..Math.Min(message.Length, MaxShown * 4)]);
        return JsonEncodedText.Encode(text.Length > MaxShown ? text[..MaxShown] : text).ToString();
    }

    [LoggerMessage(LogLevel.Warning, "MCP server '{Server}' {Problem}; it began: {Shown}")]
    private partial void LogDropped(ServerId server, string problem, string shown);
}
