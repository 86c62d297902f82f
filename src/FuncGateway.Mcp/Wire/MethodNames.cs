using System.Text;
using FuncGateway.Policies.Json;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Wire;

/// <summary>Method names: the common ones as constants, to avoid an allocation for each message, and look-alikes of those that are judged.</summary>
internal static class MethodNames
{
    // Methods that are judged or filtered. A look-alike must not bypass that by being read as the method by the server but not by the gateway.
    private static readonly KnownNames Guarded = new(
        RequestMethods.Initialize, RequestMethods.ServerDiscover, RequestMethods.ToolsCall, RequestMethods.ToolsList,
        RequestMethods.PromptsGet, RequestMethods.PromptsList,
        RequestMethods.ResourcesList, RequestMethods.ResourcesRead, RequestMethods.ResourcesSubscribe, RequestMethods.ResourcesTemplatesList, RequestMethods.ResourcesUnsubscribe,
        "completion/complete", "subscriptions/listen", "tasks/cancel", "tasks/get", "tasks/list", "tasks/result", "tasks/update",
        NotificationMethods.CancelledNotification);

    /// <summary>Returns the guarded method that <paramref name="method"/> looks like without being equal to it, or null.</summary>
    public static string? LookAlike(ReadOnlySpan<byte> method) => Guarded.LookAlike(method);

    public static string Of(ReadOnlySpan<byte> method) => method switch
    {
        _ when method.SequenceEqual("tools/call"u8) => RequestMethods.ToolsCall,
        _ when method.SequenceEqual("tools/list"u8) => RequestMethods.ToolsList,
        _ when method.SequenceEqual("initialize"u8) => RequestMethods.Initialize,
        _ when method.SequenceEqual("server/discover"u8) => RequestMethods.ServerDiscover,
        _ when method.SequenceEqual("ping"u8) => RequestMethods.Ping,
        _ when method.SequenceEqual("notifications/initialized"u8) => NotificationMethods.InitializedNotification,
        _ when method.SequenceEqual("notifications/cancelled"u8) => NotificationMethods.CancelledNotification,
        _ => Encoding.UTF8.GetString(method),
    };
}
