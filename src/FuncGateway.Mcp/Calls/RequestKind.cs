using System.Collections.Frozen;
using FuncGateway.Mcp.Wire;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Calls;

/// <summary>How a message is judged. A message that the table does not name is of one of the last kinds.</summary>
internal enum RequestKind
{
    /// <summary>A request that the table does not name: relayed where the policy allows what it does not mention.</summary>
    UnknownRequest,

    /// <summary>A notification that the table does not name: likewise, and otherwise dropped.</summary>
    UnknownNotification,

    /// <summary>Also for a grant without a policy.</summary>
    Handshake,

    /// <summary>Relayed under every policy.</summary>
    Protocol,

    /// <summary>Relayed, also for a grant without a policy; the answer is filtered.</summary>
    List,

    Tool,

    /// <summary>Reading, subscribing to and unsubscribing from a resource.</summary>
    Resource,

    Prompt,
    Completion,

    /// <summary>Relayed; the answer is filtered.</summary>
    TaskList,

    /// <summary>About one task, which must be the grant's own.</summary>
    Task,

    /// <summary>A stream of changes to resources and tasks.</summary>
    Listen,

    /// <summary>Names a request of the client, which must be the grant's own.</summary>
    Cancellation,

    /// <summary>The client's answer to a request of the server, which must have been sent to this grant.</summary>
    Answer,

    /// <summary>A notification about a request of the server, which only a session keeps apart.</summary>
    AboutServersRequest,
}

/// <summary>The one table of methods. Look-alikes of its names are refused before.</summary>
internal static class RequestKinds
{
    private static readonly FrozenDictionary<string, RequestKind> Table = new Dictionary<string, RequestKind>
    {
        [RequestMethods.Initialize] = RequestKind.Handshake,
        [RequestMethods.ServerDiscover] = RequestKind.Handshake,
        [RequestMethods.Ping] = RequestKind.Handshake,
        [NotificationMethods.InitializedNotification] = RequestKind.Handshake,
        ["logging/setLevel"] = RequestKind.Protocol,
        ["notifications/roots/list_changed"] = RequestKind.Protocol,
        [RequestMethods.ToolsList] = RequestKind.List,
        [RequestMethods.ResourcesList] = RequestKind.List,
        [RequestMethods.ResourcesTemplatesList] = RequestKind.List,
        [RequestMethods.PromptsList] = RequestKind.List,
        [RequestMethods.ToolsCall] = RequestKind.Tool,
        [RequestMethods.ResourcesRead] = RequestKind.Resource,
        [RequestMethods.ResourcesSubscribe] = RequestKind.Resource,
        [RequestMethods.ResourcesUnsubscribe] = RequestKind.Resource,
        [RequestMethods.PromptsGet] = RequestKind.Prompt,
        [RequestMethods.CompletionComplete] = RequestKind.Completion,
        ["tasks/list"] = RequestKind.TaskList,
        ["subscriptions/listen"] = RequestKind.Listen,
        [NotificationMethods.CancelledNotification] = RequestKind.Cancellation,
        [NotificationMethods.ProgressNotification] = RequestKind.AboutServersRequest,
        ["notifications/tasks/status"] = RequestKind.AboutServersRequest,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static RequestKind Of(Envelope message) => message.Kind switch
    {
        EnvelopeKind.Response => RequestKind.Answer,
        _ when Table.TryGetValue(message.Method, out var kind) && Fits(message) => kind,
        _ when message.Method.StartsWith("tasks/", StringComparison.Ordinal) => RequestKind.Task,
        EnvelopeKind.Notification => RequestKind.UnknownNotification,
        _ => RequestKind.UnknownRequest,
    };

    // A notification's method with an id is no notification, and servers may disagree about what it is.
    private static bool Fits(Envelope message) =>
        message.Kind == EnvelopeKind.Notification || !message.Method.StartsWith("notifications/", StringComparison.Ordinal);
}
