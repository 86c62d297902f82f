using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Wire;

/// <summary>Checks that a message has the members that its method is judged by, so that nothing is judged without them.</summary>
internal static class RequiredMembers
{
    public static WireProblem? FindProblem(Envelope message)
    {
        if (message.Kind == EnvelopeKind.Notification && MethodNames.IsRequest(message.Method))
        {
            return WireProblem.BadRequest($"A {message.Method} without an \"id\" cannot be answered; a request with an \"id\" is accepted.");
        }

        return message.Method switch
        {
            RequestMethods.ToolsCall => Text("name", message.Name, "a tool name") ?? Arguments(message),
            RequestMethods.PromptsGet => Text("name", message.Name, "a prompt name") ?? Arguments(message),
            RequestMethods.ResourcesRead or RequestMethods.ResourcesSubscribe or RequestMethods.ResourcesUnsubscribe => Text("uri", message.Uri, "a resource URI"),
            MethodNames.TasksGet or MethodNames.TasksResult or MethodNames.TasksUpdate or MethodNames.TasksCancel => Text("taskId", message.TaskId, "a task id"),
            RequestMethods.CompletionComplete => Ref(message),
            _ => null,
        };
    }

    private static WireProblem? Text(string member, string? value, string accepted) =>
        value is null ? WireProblem.BadParams($"\"params.{member}\" is missing or not a string; {accepted} is accepted.") : null;

    private static WireProblem? Arguments(Envelope message) => message.Arguments.IsEmpty || message.Arguments.Span[0] == (byte)'{'
        ? null
        : WireProblem.BadParams("\"params.arguments\" is not an object; an object, or no arguments, is accepted.");

    private static WireProblem? Ref(Envelope message) => message.HasRef && message.RefType is not null && (message.RefName ?? message.RefUri) is not null
        ? null
        : WireProblem.BadParams("\"params.ref\" is missing or not an object with a \"type\" and a \"name\" or \"uri\"; the prompt or resource to complete is accepted.");
}
