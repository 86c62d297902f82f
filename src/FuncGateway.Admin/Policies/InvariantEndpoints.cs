using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.Servers;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Analysis.Verification;
using FuncGateway.Policies.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Policies;

/// <summary>Attaches invariants to a server. People who write policies cannot change them, so that they cannot write around them.</summary>
internal sealed class InvariantEndpoints(IServerStore servers, IPolicyStore policies, InvariantChecks checks, TimeProvider time)
{
    private const string Path = "/api/servers/{server}/invariants";

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("getInvariants", "GET", Path, Right.See, "Returns the invariants that every policy of a server must hold.") { Answer = PolicyJson.Default.InvariantsView, Statuses = [200, 304, 404] },
            GetAsync)
        .MapOperation(
            new("putInvariants", "PUT", Path, Right.Administer, "Attaches invariants to a server: from now on, a policy that violates one is not published. Says which policies in force do.")
            {
                Body = PolicyJson.Default.InvariantsBody,
                Example = PolicyExamples.Invariants,
                Answer = PolicyJson.Default.InvariantsAttached,
                Statuses = [200, 404, 412, 413, 415, 422],
            },
            PutAsync)
        .MapOperation(
            new("deleteInvariants", "DELETE", Path, Right.Administer, "Detaches the invariants of a server.") { Answer = PolicyJson.Default.InvariantsDetached, Statuses = [200, 404, 412] },
            DeleteAsync);

    private Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken) => servers.WithServerAsync(
        context,
        async server => await policies.FindInvariantsAsync(server.Id, cancellationToken) is { } attached
            ? new JsonReply<InvariantsView>(StatusCodes.Status200OK, InvariantsView.Of(attached), PolicyJson.Default.InvariantsView, TagOf(attached))
            : None(server.Id),
        cancellationToken);

    private Task<IResult> PutAsync(HttpContext context, CancellationToken cancellationToken) => servers.WithServerAsync(
        context,
        async server =>
        {
            var body = await RequestBody.ReadAsync(context.Request, PolicyReader.MaxDocumentBytes, context.RequestAborted);
            if (body.Refusal is { } unreadable)
            {
                return unreadable;
            }

            var (invariants, problems) = Invariants.Read(body.Bytes.Span);
            if (invariants is null)
            {
                return Problems.Unprocessable(
                    problems.Count == 1 ? "The document has 1 mistake and was not attached." : $"The document has {problems.Count} mistakes and was not attached.", DocumentProblems.Show(problems));
            }

            if (await CheckAsync(context, server.Id, cancellationToken) is { } failed)
            {
                return failed;
            }

            var attached = new AttachedInvariants(body.Bytes.ToArray(), time.GetUtcNow(), Person.Of(context.User).Name);
            await policies.SaveInvariantsAsync(server.Id, attached, cancellationToken);
            var violations = await FindViolationsAsync(server.Id, cancellationToken);
            return new JsonReply<InvariantsAttached>(StatusCodes.Status200OK, new(invariants.Count, violations), PolicyJson.Default.InvariantsAttached, TagOf(attached));
        },
        cancellationToken);

    private Task<IResult> DeleteAsync(HttpContext context, CancellationToken cancellationToken) => servers.WithServerAsync(
        context,
        async server => await CheckAsync(context, server.Id, cancellationToken) is { } failed ? failed
            : await policies.DeleteInvariantsAsync(server.Id, cancellationToken) ? new JsonReply<InvariantsDetached>(StatusCodes.Status200OK, new(server.Id.Value), PolicyJson.Default.InvariantsDetached)
            : None(server.Id),
        cancellationToken);

    private async Task<IResult?> CheckAsync(HttpContext context, ServerId server, CancellationToken cancellationToken) =>
        Preconditions.Check(context.Request, await policies.FindInvariantsAsync(server, cancellationToken) is { } attached ? TagOf(attached) : null);

    private async Task<IReadOnlyList<PolicyViolation>> FindViolationsAsync(ServerId server, CancellationToken cancellationToken)
    {
        var found = new List<PolicyViolation>();
        await foreach (var revision in policies.ListAsync(server, cancellationToken))
        {
            var reading = PolicyReader.Read(revision.Document.Span);
            if (reading.Policy is not null)
            {
                var problems = await checks.FindProblemsAsync(server, reading, cancellationToken);
                found.AddRange(problems.Select(problem => new PolicyViolation(revision.Policy.Value, revision.Number, problem.Message)));
            }
        }

        return found;
    }

    private static EntityTag TagOf(AttachedInvariants attached) => EntityTag.OfBody(attached.Document.Span);

    private static IResult None(ServerId server) => Problems.NotFound($"No invariants are attached to server '{server}'.");
}
