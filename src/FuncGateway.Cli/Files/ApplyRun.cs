using System.Text.Json.Nodes;
using FuncGateway.Cli.Gateway;
using FuncGateway.Cli.Output;

namespace FuncGateway.Cli.Files;

/// <summary>Does the steps of a plan. What fails does not keep others from being done, unless they need it.</summary>
/// <param name="note">Of the policies that are published.</param>
internal sealed class ApplyRun(GatewayClient client, string note)
{
    private readonly HashSet<string> _failedServers = new(StringComparer.Ordinal);
    private bool _hasFailed;
    private bool _isStopped;

    /// <summary>Does a step. Never throws for what the gateway refuses.</summary>
    public async Task<ApplyResult> RunAsync(ApplyStep step, CancellationToken cancellationToken)
    {
        if (!step.ChangesGateway)
        {
            return new ApplyResult(step, StepOutcome.Nothing, step.Reason);
        }

        if (_isStopped || cancellationToken.IsCancellationRequested)
        {
            return new ApplyResult(step, StepOutcome.NotTried, "stopped before");
        }

        if (ServersOf(step).FirstOrDefault(_failedServers.Contains) is { } failed)
        {
            return new ApplyResult(step, StepOutcome.NotTried, $"it needs the server '{failed}', or its policy, which failed");
        }

        // What is removed may be what something that failed was to replace.
        if (_hasFailed && step.Action == StepAction.Remove)
        {
            return new ApplyResult(step, StepOutcome.NotTried, "nothing is removed, because something before failed");
        }

        try
        {
            return await DoAsync(step, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _isStopped = true;
            return new ApplyResult(step, StepOutcome.Unknown, "stopped while the gateway was doing it");
        }
        catch (CliException e)
        {
            _hasFailed = true;

            // An unreachable gateway does not become reachable by the next step.
            _isStopped = e.ExitCode is LocalHost.ExitCodes.NotReachable or LocalHost.ExitCodes.NotSignedIn;
            if (step.Key.Kind != StateKind.Grant)
            {
                _failedServers.Add(step.Key.Kind == StateKind.Server ? step.Key.Name : step.Key.Owner);
            }

            return new ApplyResult(step, StepOutcome.Failed, e.Message) { ExitCode = e.ExitCode };
        }
    }

    private async Task<ApplyResult> DoAsync(ApplyStep step, CancellationToken cancellationToken)
    {
        var (key, content, isNew) = (step.Key, step.Wanted?.Content, step.Action == StepAction.Create);
        JsonNode? answer;
        switch (key.Kind)
        {
            case StateKind.Server when content is not null:
                var tag = isNew ? null : await TagOfAsync(step, Api.Server.At(key.Name), server => ServerContent.Complete(ServerDefinition.BodyOf(server)), cancellationToken);
                answer = await client.SendAsync(Api.PutServer.At(key.Name) with { IsNew = isNew, IfMatch = tag }, content, cancellationToken);
                return new ApplyResult(step, StepOutcome.Done, answer?["probe"]?["reached"]?.GetValue<bool>() == false ? $"saved, but not reached: {Members.TextOf(answer["probe"], "warning")}" : step.Reason);
            case StateKind.Policy when content is not null:
                answer = await client.SendAsync(Api.PutPolicy.At(key.Owner, key.Name).With("note", note) with { IsNew = isNew, IfMatch = step.Present?.Tag }, content, cancellationToken);
                return new ApplyResult(step, StepOutcome.Done, $"r{answer?["revision"]}");
            case StateKind.Grant when content is not null && isNew:
                answer = await client.SendAsync(Api.CreateGrant.At(), content, cancellationToken);
                return new ApplyResult(step, StepOutcome.Done, $"id {Members.TextOf(answer, "id")}") { Token = Members.TextOf(answer, "token") };
            case StateKind.Grant when content is not null:
                var id = step.Present?.Id ?? "";
                await client.SendAsync(Api.ChangeGrant.At(id) with { IfMatch = await TagOfAsync(step, Api.Grant.At(id), GrantContent.Of, cancellationToken) }, content, cancellationToken);
                return new ApplyResult(step, StepOutcome.Done, step.Reason);
            default:
                await client.SendAsync(Removal(step), cancellationToken);
                return new ApplyResult(step, StepOutcome.Done, "removed");
        }
    }

    // What is changed has to be as it was when the plan was made.
    private async Task<string?> TagOfAsync(ApplyStep step, ApiRequest request, Func<JsonNode, JsonNode> contentOf, CancellationToken cancellationToken)
    {
        var (body, tag) = await client.SendWithTagAsync(request, body: null, cancellationToken);
        return body is not null && step.Present?.Equals(contentOf(body)) == true ? tag : throw new CliException(LocalHost.ExitCodes.Conflict, "it was changed by somebody else meanwhile");
    }

    private static ApiRequest Removal(ApplyStep step) => step.Key.Kind switch
    {
        StateKind.Server => Api.DeleteServer.At(step.Key.Name),
        StateKind.Policy => Api.RetirePolicy.At(step.Key.Owner, step.Key.Name),
        _ => Api.RevokeGrant.At(step.Present?.Id ?? ""),
    };

    private static IEnumerable<string> ServersOf(ApplyStep step) => (step.Action, step.Key.Kind) switch
    {
        (StepAction.Remove, _) => [],
        (_, StateKind.Policy) => [step.Key.Owner],
        (_, StateKind.Grant) => (step.Wanted?.Content["access"] as JsonArray ?? []).Select(each => Members.TextOf(each, "server")),
        _ => [],
    };
}

/// <summary>What became of a step.</summary>
internal enum StepOutcome
{
    Nothing,
    Planned,
    Done,
    Failed,
    NotTried,

    /// <summary>The gateway was asked, and its answer did not arrive.</summary>
    Unknown,
}

/// <summary>The result of a step.</summary>
internal sealed record ApplyResult(ApplyStep Step, StepOutcome Outcome, string Detail)
{
    public int ExitCode { get; init; }

    /// <summary>The token of a grant that was created. It is shown this once.</summary>
    public string? Token { get; init; }

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["action"] = Step.Action.ToString().ToLowerInvariant(),
            ["kind"] = Step.Key.KindName,
            ["name"] = Step.Key.Path,
            ["outcome"] = Outcome switch { StepOutcome.NotTried => "not tried", var outcome => outcome.ToString().ToLowerInvariant() },
            ["detail"] = Detail,
        };
        if (Token is not null)
        {
            json["token"] = Token;
        }

        return json;
    }
}
