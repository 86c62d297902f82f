using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.Servers;
using FuncGateway.Core;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Policies;

/// <summary>Publishes and lists policies and their immutable revisions.</summary>
internal sealed class PolicyEndpoints(IServerStore servers, IPolicyStore policies, PolicyPublishing publishing)
{
    private const string All = "/api/servers/{server}/policies";
    private const string Each = All + "/{policy}";

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("listPolicies", "GET", All, Right.See, "Lists the current revision of every policy of a server.") { Answer = PolicyJson.Default.ListingPolicySummary, Statuses = [200, 404] },
            ListAsync)
        .MapOperation(
            new("getPolicy", "GET", Each, Right.See, "Returns the current revision of a policy.") { Answer = PolicyJson.Default.PolicyView, Statuses = [200, 304, 404] },
            GetAsync)
        .MapOperation(
            new("putPolicy", "PUT", Each, Right.WritePolicies, "Publishes a policy document as a new revision.") { TakesDocument = true, Answer = PolicyJson.Default.PolicyPublished, Statuses = [200, 201, 404, 409, 412, 413, 415, 422] },
            PutAsync)
        .MapOperation(
            new("listRevisions", "GET", Each + "/revisions", Right.See, "Lists every revision of a policy, newest first.") { Answer = PolicyJson.Default.ListingPolicySummary, Statuses = [200, 404] },
            ListRevisionsAsync)
        .MapOperation(
            new("getRevision", "GET", Each + "/revisions/{number}", Right.See, "Returns one revision of a policy.") { Answer = PolicyJson.Default.PolicyView, Statuses = [200, 304, 404] },
            GetRevisionAsync)
        .MapOperation(
            new("restoreRevision", "POST", Each + "/revisions/{number}/restore", Right.WritePolicies, "Publishes the document of an earlier revision as a new revision.") { Answer = PolicyJson.Default.PolicyPublished, Statuses = [201, 404, 409, 412, 422] },
            RestoreAsync);

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryServer(context, out var server, out var refusal))
        {
            return refusal;
        }

        return await servers.FindAsync(server, cancellationToken) is null
            ? ServerEndpoints.Unknown(server)
            : await ShowAsync(policies.ListAsync(server, cancellationToken), cancellationToken);
    }

    private Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken) =>
        WithPolicyAsync(context, (current, _) => Task.FromResult<IResult>(Show(current)), cancellationToken);

    private Task<IResult> ListRevisionsAsync(HttpContext context, CancellationToken cancellationToken) =>
        WithPolicyAsync(context, (current, token) => ShowAsync(policies.ListRevisionsAsync(current.Server, current.Policy, token), token), cancellationToken);

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

        var body = await RequestBody.ReadAsync(context.Request, PolicyReader.MaxDocumentBytes, context.RequestAborted);
        return body.Refusal ?? await PublishAsync(context, server, policy, body.Bytes, null, cancellationToken);
    }

    private Task<IResult> RestoreAsync(HttpContext context, CancellationToken cancellationToken) =>
        WithRevisionAsync(context, (old, token) => PublishAsync(context, old.Server, old.Policy, old.Document, old.Number, token), cancellationToken);

    private async Task<IResult> PublishAsync(HttpContext context, ServerId server, PolicyId policy, ReadOnlyMemory<byte> document, int? restored, CancellationToken cancellationToken)
    {
        var result = await publishing.PublishAsync(
            server, policy, document, Person.Of(context.User).Name, restored, current => CheckPreconditions(context.Request, current) is null, cancellationToken);
        switch (result)
        {
            case PublishResult.Published { Revision: var next, Warnings: var warnings }:
                var status = next.Number == 1 || restored is not null ? StatusCodes.Status201Created : StatusCodes.Status200OK;
                return new JsonReply<PolicyPublished>(status, new(next.Policy.Value, next.Number, Shown(warnings)), PolicyJson.Default.PolicyPublished, EntityTag.OfRevision(next.Number));
            case PublishResult.Refused { Problems: var problems }:
                return Problems.Unprocessable(
                    problems.Count == 1 ? "The policy has 1 mistake and was not published." : $"The policy has {problems.Count} mistakes and was not published.", Shown(problems));
            case PublishResult.Outdated outdated:
                return CheckPreconditions(context.Request, outdated.Current) ?? Problems.Unexpected;
            case PublishResult.Contended contended:
                return Saving.Contended(contended.Attempts);
            default:
                throw new InvalidOperationException($"Unknown publication result: {result}.");
        }
    }

    private static IResult? CheckPreconditions(HttpRequest request, PolicyRevision? current) =>
        Preconditions.Check(request, current is null ? null : EntityTag.OfRevision(current.Number));

    private static IReadOnlyList<FieldProblem> Shown(IReadOnlyList<Problem> problems) => [.. problems.Select(problem => new FieldProblem(problem.Path, problem.Message))];

    private async Task<IResult> WithPolicyAsync(HttpContext context, Func<PolicyRevision, CancellationToken, Task<IResult>> answer, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryServer(context, out var server, out var refusal) || !RouteIds.TryPolicy(context, out var policy, out refusal))
        {
            return refusal;
        }

        if (await servers.FindAsync(server, cancellationToken) is null)
        {
            return ServerEndpoints.Unknown(server);
        }

        return await policies.FindCurrentAsync(server, policy, cancellationToken) is { } current
            ? await answer(current, cancellationToken)
            : Problems.NotFound($"Server '{server}' has no policy '{policy}'.");
    }

    private Task<IResult> WithRevisionAsync(HttpContext context, Func<PolicyRevision, CancellationToken, Task<IResult>> answer, CancellationToken cancellationToken) =>
        WithPolicyAsync(context, async (current, token) =>
        {
            if (!RouteIds.TryRevision(context, out var number, out var refusal))
            {
                return refusal;
            }

            return await policies.FindAsync(current.Server, current.Policy, number, token) is { } revision
                ? await answer(revision, token)
                : Problems.NotFound($"Policy '{current.Policy}' has no revision {number}; the newest is {current.Number}.");
        }, cancellationToken);

    private static JsonReply<PolicyView> Show(PolicyRevision revision) =>
        new JsonReply<PolicyView>(StatusCodes.Status200OK, PolicyView.Of(revision), PolicyJson.Default.PolicyView, EntityTag.OfRevision(revision.Number));

    private static async Task<IResult> ShowAsync(IAsyncEnumerable<PolicyRevision> revisions, CancellationToken cancellationToken)
    {
        var items = await revisions.Select(PolicySummary.Of).ToListAsync(cancellationToken);
        return new JsonReply<Listing<PolicySummary>>(StatusCodes.Status200OK, new(items), PolicyJson.Default.ListingPolicySummary);
    }
}
