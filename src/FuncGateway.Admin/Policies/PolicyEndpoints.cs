using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.Servers;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Policies;

/// <summary>Publishes and lists policies and their immutable revisions.</summary>
internal sealed class PolicyEndpoints(IServerStore servers, IPolicyStore policies, PolicyPublishing publishing, PolicyRetirement retirement)
{
    private const string All = "/api/servers/{server}/policies";
    private const string Each = All + "/{policy}";
    private const int MaxNamed = 5;
    private static readonly QueryParameter DryRun = new("dryRun", "true: reports the problems and warnings that publishing would report, and changes nothing; false (default)");
    private static readonly QueryParameter Strict = new("strict", "true: publishes only if there are no warnings either; false (default)");

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("listPolicies", "GET", All, Right.See, "Lists the current revision of every policy of a server.") { Answer = PolicyJson.Default.ListingPolicySummary, Statuses = [200, 404] },
            ListAsync)
        .MapOperation(
            new("getPolicy", "GET", Each, Right.See, "Returns the current revision of a policy.") { Answer = PolicyJson.Default.PolicyView, Statuses = [200, 304, 404] },
            GetAsync)
        .MapOperation(
            new("putPolicy", "PUT", Each, Right.WritePolicies, "Publishes a policy document as a new revision.") { TakesDocument = true, Query = [DryRun, Strict, PolicyNote.Parameter], Answer = PolicyJson.Default.PolicyPublished, Statuses = [200, 201, 404, 409, 412, 413, 415, 422] },
            PutAsync)
        .MapOperation(
            new("retirePolicy", "DELETE", Each, Right.WritePolicies, "Retires a policy that no live grant uses. Its revisions are kept as long as the audit log.") { Answer = PolicyJson.Default.PolicyRetired, Statuses = [200, 404, 409, 412] },
            RetireAsync)
        .MapOperation(
            new("listRevisions", "GET", Each + "/revisions", Right.See, "Lists every revision of a policy, newest first, also if it is retired.") { Answer = PolicyJson.Default.ListingPolicySummary, Statuses = [200, 404] },
            ListRevisionsAsync)
        .MapOperation(
            new("getRevision", "GET", Each + "/revisions/{number}", Right.See, "Returns one revision of a policy.") { Answer = PolicyJson.Default.PolicyView, Statuses = [200, 304, 404] },
            GetRevisionAsync)
        .MapOperation(
            new("restoreRevision", "POST", Each + "/revisions/{number}/restore", Right.WritePolicies, "Publishes the document of an earlier revision as a new revision.") { Query = [Strict, PolicyNote.Parameter], Answer = PolicyJson.Default.PolicyPublished, Statuses = [201, 404, 409, 412, 422] },
            RestoreAsync);

    private Task<IResult> ListAsync(HttpContext context, CancellationToken cancellationToken) =>
        servers.WithServerAsync(context, server => ShowAsync(policies.ListAsync(server.Id, cancellationToken), cancellationToken), cancellationToken);

    private Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken) =>
        WithPolicyAsync(context, (current, _) => Task.FromResult<IResult>(Show(current)), cancellationToken);

    private Task<IResult> ListRevisionsAsync(HttpContext context, CancellationToken cancellationToken) =>
        WithServerAsync(context, async (server, policy, token) => await policies.FindLastNumberAsync(server, policy, token) == 0
            ? Unknown(server, policy)
            : await ShowAsync(policies.ListRevisionsAsync(server, policy, token), token), cancellationToken);

    private Task<IResult> GetRevisionAsync(HttpContext context, CancellationToken cancellationToken) =>
        WithRevisionAsync(context, (revision, _) => Task.FromResult<IResult>(Show(revision)), cancellationToken);

    private async Task<IResult> PutAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryServer(context, out var server, out var refusal))
        {
            return refusal;
        }

        if (!RouteIds.TryPolicy(context, out var policy, out _))
        {
            return Problems.Unprocessable("/policy", $"The id in the path is '{context.Request.RouteValues["policy"]}'. Accepted: {PathId.Accepted}.");
        }

        if (await servers.FindAsync(server, cancellationToken) is null)
        {
            return ServerEndpoints.Unknown(server);
        }

        if (!QueryText.TryFlag(context, DryRun.Name, out var isDryRun, out refusal)
            || !QueryText.TryFlag(context, Strict.Name, out var isStrict, out refusal)
            || !PolicyNote.TryRead(context, out var note, out refusal))
        {
            return refusal;
        }

        var body = await RequestBody.ReadAsync(context.Request, PolicyReader.MaxDocumentBytes, context.RequestAborted);
        var draft = new PolicyDraft(server, policy, body.Bytes, isStrict, note);
        return body.Refusal ?? (isDryRun
            ? Answer(context, await publishing.CheckAsync(draft, MayFollow(context), cancellationToken), policy, null)
            : await PublishAsync(context, draft, null, cancellationToken));
    }

    private Task<IResult> RestoreAsync(HttpContext context, CancellationToken cancellationToken) =>
        WithRevisionAsync(
            context,
            async (old, token) => QueryText.TryFlag(context, Strict.Name, out var isStrict, out var refusal) && PolicyNote.TryRead(context, out var note, out refusal)
                ? await PublishAsync(context, new PolicyDraft(old.Server, old.Policy, old.Document, isStrict, note), old.Number, token)
                : refusal,
            cancellationToken);

    private async Task<IResult> PublishAsync(HttpContext context, PolicyDraft draft, int? restored, CancellationToken cancellationToken)
    {
        var server = draft.Server;
        var result = await publishing.PublishAsync(draft, Person.Of(context.User).Name, restored, MayFollow(context), cancellationToken);
        if (result is PublishResult.Published && await servers.FindAsync(server, cancellationToken) is null)
        {
            // The server was removed in the meantime. Its removal retires every policy once more afterwards, so together with this check none outlives it.
            await retirement.RetireAllAsync(server, cancellationToken);
            return ServerEndpoints.Unknown(server);
        }

        return Answer(context, result, draft.Policy, restored);
    }

    private static Func<PolicyRevision?, bool> MayFollow(HttpContext context) => current => CheckPreconditions(context.Request, current) is null;

    private static IResult Answer(HttpContext context, PublishResult result, PolicyId policy, int? restored)
    {
        switch (result)
        {
            case PublishResult.Checked { Current: var current, Warnings: var warnings }:
                return new JsonReply<PolicyPublished>(
                    StatusCodes.Status200OK, new(policy.Value, current?.Number, DocumentProblems.Show(warnings), DryRun: true), PolicyJson.Default.PolicyPublished, current is null ? null : EntityTag.OfRevision(current.Number));
            case PublishResult.Published { Revision: var next, Warnings: var warnings, IsNew: var isNew, Modes: var modes }:
                var status = isNew || restored is not null ? StatusCodes.Status201Created : StatusCodes.Status200OK;
                return new JsonReply<PolicyPublished>(status, new(next.Policy.Value, next.Number, DocumentProblems.Show(warnings)) { Modes = modes }, PolicyJson.Default.PolicyPublished, EntityTag.OfRevision(next.Number));
            case PublishResult.Refused { Problems: var problems }:
                return Problems.Unprocessable(
                    problems.Count == 1 ? "The policy has 1 mistake and was not published." : $"The policy has {problems.Count} mistakes and was not published.", DocumentProblems.Show(problems));
            case PublishResult.Outdated outdated:
                return CheckPreconditions(context.Request, outdated.Current) ?? Problems.Unexpected;
            case PublishResult.Contended contended:
                return Saving.Contended(contended.Attempts);
            default:
                throw new InvalidOperationException($"Unknown publication result: {result}.");
        }
    }

    private Task<IResult> RetireAsync(HttpContext context, CancellationToken cancellationToken) =>
        WithServerAsync(context, async (server, policy, token) =>
        {
            var result = await retirement.RetireAsync(server, policy, current => CheckPreconditions(context.Request, current) is null, token);
            return result switch
            {
                RetireResult.Retired { Last: var last } => new JsonReply<PolicyRetired>(StatusCodes.Status200OK, new(policy.Value, last.Number), PolicyJson.Default.PolicyRetired),
                RetireResult.Outdated { Current: var current } => CheckPreconditions(context.Request, current) ?? Problems.Unexpected,
                RetireResult.InUse { Grants: var users } => InUse(policy, users),
                RetireResult.Contended { Attempts: var attempts } => Saving.Contended(attempts),
                _ => Unknown(server, policy),
            };
        }, cancellationToken);

    private static IResult InUse(PolicyId policy, IReadOnlyList<GrantId> users)
    {
        var named = string.Join(", ", users.Take(MaxNamed)) + (users.Count > MaxNamed ? ", …" : "");
        return Problems.Conflict($"Policy '{policy}' is used by {users.Count} live grant{(users.Count == 1 ? "" : "s")}: {named}. Give them another policy or revoke them first.");
    }

    public static IResult Unknown(ServerId server, PolicyId policy) => Problems.NotFound($"Server '{server}' has no policy '{policy}'.");

    private static IResult? CheckPreconditions(HttpRequest request, PolicyRevision? current) =>
        Preconditions.Check(request, current is null ? null : EntityTag.OfRevision(current.Number));

    private Task<IResult> WithPolicyAsync(HttpContext context, Func<PolicyRevision, CancellationToken, Task<IResult>> answer, CancellationToken cancellationToken) =>
        WithServerAsync(
            context,
            async (server, policy, token) => await policies.FindCurrentAsync(server, policy, token) is { } current ? await answer(current, token) : Unknown(server, policy),
            cancellationToken);

    private async Task<IResult> WithServerAsync(HttpContext context, Func<ServerId, PolicyId, CancellationToken, Task<IResult>> answer, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryServer(context, out var server, out var refusal) || !RouteIds.TryPolicy(context, out var policy, out refusal))
        {
            return refusal;
        }

        return await servers.FindAsync(server, cancellationToken) is null ? ServerEndpoints.Unknown(server) : await answer(server, policy, cancellationToken);
    }

    private Task<IResult> WithRevisionAsync(HttpContext context, Func<PolicyRevision, CancellationToken, Task<IResult>> answer, CancellationToken cancellationToken) =>
        WithServerAsync(context, async (server, policy, token) =>
        {
            if (!RouteIds.TryRevision(context, out var number, out var refusal))
            {
                return refusal;
            }

            if (await policies.FindAsync(server, policy, number, token) is { } revision)
            {
                return await answer(revision, token);
            }

            return await policies.FindLastNumberAsync(server, policy, token) is var last and > 0
                ? Problems.NotFound($"Policy '{policy}' has no revision {number}; the newest is {last}.")
                : Unknown(server, policy);
        }, cancellationToken);

    private static JsonReply<PolicyView> Show(PolicyRevision revision) =>
        new JsonReply<PolicyView>(StatusCodes.Status200OK, PolicyView.Of(revision), PolicyJson.Default.PolicyView, EntityTag.OfRevision(revision.Number));

    private static async Task<IResult> ShowAsync(IAsyncEnumerable<PolicyRevision> revisions, CancellationToken cancellationToken)
    {
        var items = await revisions.Select(PolicySummary.Of).ToListAsync(cancellationToken);
        return new JsonReply<Listing<PolicySummary>>(StatusCodes.Status200OK, new(items), PolicyJson.Default.ListingPolicySummary);
    }
}
