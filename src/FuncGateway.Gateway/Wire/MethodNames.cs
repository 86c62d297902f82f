using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Gateway.Wire;

/// <summary>Method names without an allocation for those that come all the time.</summary>
internal static class MethodNames
{
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
