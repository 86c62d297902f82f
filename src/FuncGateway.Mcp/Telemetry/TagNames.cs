using System.Collections.Frozen;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Telemetry;

/// <summary>
/// Converts values from requests to tag values. A caller that could choose tag values freely could create any number of time series, so unknown
/// values are replaced by a single one.
/// </summary>
internal static class TagNames
{
    public const string Other = "_OTHER";

    // A response sent by the client has no method.
    private const string Response = "response";
    private const int MaxToolLength = 128;

    private static readonly FrozenSet<string> McpMethods = FrozenSet.Create(
        RequestMethods.Initialize, RequestMethods.Ping, RequestMethods.ServerDiscover,
        RequestMethods.ToolsCall, RequestMethods.ToolsList, RequestMethods.PromptsGet, RequestMethods.PromptsList,
        RequestMethods.ResourcesList, RequestMethods.ResourcesRead, RequestMethods.ResourcesSubscribe, RequestMethods.ResourcesTemplatesList, RequestMethods.ResourcesUnsubscribe,
        "completion/complete", "logging/setLevel", "subscriptions/listen", "tasks/cancel", "tasks/get", "tasks/list", "tasks/result", "tasks/update",
        NotificationMethods.CancelledNotification, NotificationMethods.InitializedNotification, NotificationMethods.ProgressNotification, "notifications/roots/list_changed");

    private static readonly FrozenSet<string> HttpMethods = FrozenSet.Create("CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

    public static string McpMethod(string method) => method.Length == 0 ? Response : McpMethods.Contains(method) ? method : Other;

    public static string HttpMethod(string method) => HttpMethods.TryGetValue(method, out var known) ? known : Other;

    /// <summary>The tool name for a span. Never used on metrics, because the caller chooses it.</summary>
    public static string Tool(string? name) => name is { Length: > 0 and <= MaxToolLength } ? name : Other;
}
