using System.Text;
using FuncGateway.Policies.Json;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Wire;

/// <summary>The methods that the gateway treats in a way of their own: judges, filters, answers, relays by name or drops.</summary>
internal static class MethodNames
{
    public const string TasksCancel = "tasks/cancel";
    public const string TasksGet = "tasks/get";
    public const string TasksList = "tasks/list";
    public const string TasksResult = "tasks/result";
    public const string TasksUpdate = "tasks/update";

    // The SDK marks its constants for logging and roots as obsolete.
    private const string LoggingSetLevel = "logging/setLevel";
    private const string LoggingMessage = "notifications/message";
    private const string RootsListChanged = "notifications/roots/list_changed";

    private static readonly string[] Requests =
    [
        RequestMethods.ToolsCall, RequestMethods.ToolsList, RequestMethods.Initialize, RequestMethods.ServerDiscover, RequestMethods.Ping,
        RequestMethods.PromptsGet, RequestMethods.PromptsList, RequestMethods.ResourcesList, RequestMethods.ResourcesRead,
        RequestMethods.ResourcesSubscribe, RequestMethods.ResourcesTemplatesList, RequestMethods.ResourcesUnsubscribe, RequestMethods.CompletionComplete,
        LoggingSetLevel, RequestMethods.SubscriptionsListen, TasksCancel, TasksGet, TasksList, TasksResult, TasksUpdate,
    ];

    private static readonly string[] Notifications =
    [
        NotificationMethods.InitializedNotification, NotificationMethods.CancelledNotification, NotificationMethods.ProgressNotification,
        RootsListChanged, LoggingMessage, NotificationMethods.ElicitationCompleteNotification,
        NotificationMethods.ToolListChangedNotification, NotificationMethods.PromptListChangedNotification, NotificationMethods.ResourceListChangedNotification,
        NotificationMethods.ResourceUpdatedNotification, NotificationMethods.SubscriptionsAcknowledgedNotification, "notifications/tasks", "notifications/tasks/status",
    ];

    // A look-alike must not be read as the method by the server but as another one by the gateway.
    private static readonly KnownNames Guarded = new([.. Requests, .. Notifications]);

    /// <summary>Returns the guarded method that <paramref name="method"/> looks like without being equal to it, or null.</summary>
    public static string? LookAlike(ReadOnlySpan<byte> method) => Guarded.LookAlike(method);

    /// <summary>Whether the method is one of the protocol's requests, which need an id to be answered.</summary>
    public static bool IsRequest(string method) => Array.IndexOf(Requests, method) >= 0;

    /// <summary>The name as a string; allocates only for a method that is not guarded.</summary>
    public static string Of(ReadOnlySpan<byte> method) => Guarded.Find(method) ?? Encoding.UTF8.GetString(method);
}
