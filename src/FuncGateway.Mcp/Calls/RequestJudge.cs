using FuncGateway.Core.Ownership;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies;
using FuncGateway.Policies.Decisions;
using ModelContextProtocol;

namespace FuncGateway.Mcp.Calls;

/// <summary>Judges every message that is not a tool call, so that nothing reaches an upstream unjudged.</summary>
public sealed class RequestJudge(Owners owners, RequestsInFlight requests, UiResources uiResources)
{
    private static readonly Decision Allowed = new(Verdict.Allow, new Reason.Allowed(), []);

    /// <summary>Returns null if the message may be relayed, otherwise the refusal. Sets the decision of a message that is subject to the policy.</summary>
    internal async ValueTask<Refusal?> JudgeAsync(CallContext call, CancellationToken cancellationToken)
    {
        var kind = RequestKinds.Of(call.Message);
        if (kind is RequestKind.Handshake or RequestKind.List)
        {
            return null;
        }

        if (call.Caller.Policy is not { Policy: var policy })
        {
            return Refusal.By(call.Decide(Policy.NoPolicy).Reason) with { Code = CodeOf(kind) };
        }

        return kind switch
        {
            RequestKind.Protocol or RequestKind.TaskList => null,
            RequestKind.Resource => JudgeResource(call, policy),
            RequestKind.Prompt => JudgePrompt(call, policy),
            RequestKind.Completion => JudgeCompletion(call, policy),
            RequestKind.Listen => await JudgeListenAsync(call, policy, cancellationToken),
            RequestKind.Task => await JudgeTaskAsync(call, call.Message.TaskId, cancellationToken),
            RequestKind.Cancellation => OwnOrDropped(call.Session is not null || (!call.Message.RequestId.IsEmpty && requests.IsOwn(call, call.Message.RequestId.Span))),
            RequestKind.Answer => OwnOrDropped(call.Session is not null || requests.WasAsked(call, call.Message.Id.Span)),
            RequestKind.AboutServersRequest => OwnOrDropped(call.Session is not null),
            _ => await JudgeUnknownAsync(call, policy, kind, cancellationToken),
        };
    }

    /// <summary>Whether what a request continues is the grant's own: the task that it says it belongs to, and the state that it sends back. Also for tool calls.</summary>
    internal async ValueTask<Refusal?> JudgeContinuedAsync(CallContext call, CancellationToken cancellationToken)
    {
        var message = call.Message;
        if (message is { Kind: EnvelopeKind.Request, RelatedTask.IsEmpty: false } && await JudgeTaskAsync(call, message.RelatedTaskId, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        return message.RequestState.IsEmpty || (RequestStates.Text(message.RequestState.Span) is { } state && await owners.OwnsStateAsync(call.Caller, state, cancellationToken))
            ? null
            : Refusal.UnknownState;
    }

    private static McpErrorCode? CodeOf(RequestKind kind) => kind == RequestKind.UnknownRequest ? McpErrorCode.MethodNotFound : null;

    private Refusal? JudgeResource(CallContext call, Policy policy)
    {
        if (call.Message.Uri is not { } uri)
        {
            return Refusal.Malformed("\"params.uri\" is not a string; the URI of a resource is accepted.");
        }

        call.Record.SetRequest(resource: uri);
        call.Record.KeepArguments(Policy.UriArgument(uri));
        return Refuse(call.Decide(Decide(call, policy, uri)));
    }

    // A tool that may be called may show its own page.
    private Decision Decide(CallContext call, Policy policy, string uri)
    {
        var decision = policy.DecideResource(uri);
        return decision is { Verdict: Verdict.Deny, Reason: Reason.DefaultDeny } && uiResources.IsNamed(call.Caller, uri) ? Allowed : decision;
    }

    private static Refusal? JudgePrompt(CallContext call, Policy policy)
    {
        if (call.Message.Name is not { } name)
        {
            return Refusal.Malformed("\"params.name\" is not a string; the name of a prompt is accepted.");
        }

        call.Record.SetRequest(prompt: name);
        call.Record.KeepArguments(call.Message.Arguments);
        return Refuse(call.Decide(policy.DecidePrompt(name, call.Message.Arguments)));
    }

    // Its arguments are incomplete, so it is allowed if some request for what it completes may be.
    private static Refusal? JudgeCompletion(CallContext call, Policy policy)
    {
        var message = call.Message;
        switch (message.RefType)
        {
            case "ref/prompt" when message.RefName is { } name:
                call.Record.SetRequest(prompt: name);
                return Refuse(call.Decide(policy.ListsPrompt(name) ? Allowed : Denied(policy.DecidePrompt(name, default), new Reason.DefaultDeny(name, Subject.Prompt))));
            case "ref/resource" when message.RefUri is { } uri:
                call.Record.SetRequest(resource: uri);
                return Refuse(call.Decide(policy.ListsTemplate(uri) ? Allowed : Denied(policy.DecideResource(uri), new Reason.DefaultDeny(uri, Subject.Resource))));
            default:
                return Refusal.Malformed("\"params.ref\" names nothing to complete; { \"type\": \"ref/prompt\", \"name\": … } and { \"type\": \"ref/resource\", \"uri\": … } are accepted.");
        }
    }

    private static Decision Denied(Decision decision, Reason otherwise) =>
        decision.Verdict == Verdict.Allow ? new Decision(Verdict.Deny, otherwise, []) : decision;

    // One refused URI or task refuses the whole request: the client would otherwise wait for changes that never come.
    private async ValueTask<Refusal?> JudgeListenAsync(CallContext call, Policy policy, CancellationToken cancellationToken)
    {
        var charges = new List<Charge>();
        Decision? wouldBe = null;
        foreach (var uri in call.Message.SubscribedUris)
        {
            var decision = Decide(call, policy, uri);
            if (policy.IsShadow && decision.Verdict != Verdict.Allow)
            {
                wouldBe ??= decision;
            }
            else if (Refuse(decision) is { } refusal)
            {
                call.Record.SetRequest(resource: uri);
                call.Decide(decision);
                return refusal with { Text = $"{refusal.Text} Refused because of the URI \"{uri}\" in resourceSubscriptions." };
            }

            charges.AddRange(decision.Charges);
        }

        foreach (var task in call.Message.SubscribedTaskIds)
        {
            if (await JudgeTaskAsync(call, task, cancellationToken) is { } refusal)
            {
                return refusal with { Text = $"{refusal.Text}: \"{task}\" in taskIds" };
            }
        }

        call.Decide(wouldBe is null ? new Decision(Verdict.Allow, new Reason.Allowed(), charges) : wouldBe with { Charges = charges });
        return null;
    }

    private async ValueTask<Refusal?> JudgeTaskAsync(CallContext call, string? task, CancellationToken cancellationToken) =>
        task is not null && await owners.OwnsTaskAsync(call.Caller, task, cancellationToken) ? null : Refusal.UnknownTask;

    private async ValueTask<Refusal?> JudgeUnknownAsync(CallContext call, Policy policy, RequestKind kind, CancellationToken cancellationToken)
    {
        // A notification's method with an id is none, and servers may disagree about what it is.
        var isMisplaced = kind == RequestKind.UnknownRequest && call.Message.Method.StartsWith("notifications/", StringComparison.Ordinal);
        if (!policy.AllowsUnlisted || isMisplaced)
        {
            var refusal = Refusal.UnknownMethod(call.Message.Method) with { Code = CodeOf(kind) };
            if (!policy.IsShadow || isMisplaced)
            {
                return refusal;
            }

            call.Record.SetWouldBe(Shadow.WouldBeOf(refusal, max: null));
        }

        // Whatever the method means, it must not reach another grant's task.
        return call.Message.TaskId is { } task ? await JudgeTaskAsync(call, task, cancellationToken) : null;
    }

    private static Refusal? OwnOrDropped(bool isOwn) => isOwn ? null : Refusal.NotOwned;

    private static Refusal? Refuse(Decision decision) => decision.Verdict == Verdict.Allow ? null : Refusal.By(decision.Reason);
}
