using System.Text;
using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Wire;

/// <summary>Method names without an allocation for those that come all the time.</summary>
internal static class MethodNames
{
    // What is judged or filtered by its method must not come in by a name that only some servers take for that method.
    private static readonly string[] Judged = [RequestMethods.ToolsCall, RequestMethods.ToolsList];

    /// <summary>The judged method that <paramref name="method"/> could be taken for, or null.</summary>
    public static string? LookAlike(string method) =>
        ReferenceEquals(method, RequestMethods.ToolsCall) ? null : ProtocolKeys.LookAlike(Encoding.UTF8.GetBytes(method), Judged);

    public static string Of(ref Utf8JsonReader json) => json switch
    {
        _ when json.ValueTextEquals("tools/call"u8) => RequestMethods.ToolsCall,
        _ when json.ValueTextEquals("tools/list"u8) => RequestMethods.ToolsList,
        _ when json.ValueTextEquals("initialize"u8) => RequestMethods.Initialize,
        _ when json.ValueTextEquals("server/discover"u8) => RequestMethods.ServerDiscover,
        _ when json.ValueTextEquals("ping"u8) => RequestMethods.Ping,
        _ when json.ValueTextEquals("notifications/initialized"u8) => NotificationMethods.InitializedNotification,
        _ when json.ValueTextEquals("notifications/cancelled"u8) => NotificationMethods.CancelledNotification,
        _ => json.GetString() ?? "",
    };
}
