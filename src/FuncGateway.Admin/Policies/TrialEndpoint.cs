using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.Servers;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Limits;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Usage;
using FuncGateway.Policies.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Policies;

/// <summary>Decides a single call under a policy, without making it, and explains the decision.</summary>
internal sealed class TrialEndpoint(IServerStore servers, IPolicyStore policies, IGrantStore grants, ToolWatches watches, CounterReader counters)
{
    private const string GrantField = "grant";

    // A document and a call, each as large as it can be.
    private const int MaxBytes = PolicyReader.MaxDocumentBytes + 4 * 1_024 * 1_024;

    // Arguments may be nested as deeply as in a call through the gateway.
    private const int MaxDepth = 64;

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("tryPolicy", "POST", "/api/policies/try", Right.See, "Returns how a call would be decided under a policy document or a published policy, and why. Nothing is called, counted or kept.")
            {
                IsQuestion = true,
                Body = PolicyJson.Default.TrialBody,
                Example = PolicyExamples.Try,
                Answer = PolicyJson.Default.TrialView,
                Statuses = [200, 400, 413, 415, 422],
            },
            TryAsync);

    private async Task<IResult> TryAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (question, unreadable) = await PolicyQuestion.ReadAsync(context, servers, policies, ["policy"], ["call", GrantField], MaxBytes, MaxDepth);
        if (question is null)
        {
            return unreadable!;
        }

        var reading = await question.ReadPolicyAsync("policy", isRequired: true, cancellationToken);
        var call = TrialCall.Read(question.Fields);
        var grant = await FindGrantAsync(question, cancellationToken);
        if (question.Refusal is { } mistakes || reading?.Policy is not { } policy || call is null)
        {
            return question.Refusal!;
        }

        var server = question.Server;
        var watch = server is null ? null : await watches.FindAsync(server.Id, CacheAge.Max, cancellationToken);
        var (decision, isListed) = call.Decide(policy, tool => server is not null && ToolWatch.Hides(server, watch, tool));
        var readings = grant is null || server is null ? null
            : await counters.ReadAsync(new CounterScope(grant.Id, server.Id), decision.Charges.Select(charge => charge.Limit), cancellationToken);
        return new JsonReply<TrialView>(StatusCodes.Status200OK, TrialView.Of(decision, isListed, readings, call.Explain(reading)), PolicyJson.Default.TrialView);
    }

    // Mistakes are noted in the fields.
    private async Task<Grant?> FindGrantAsync(PolicyQuestion question, CancellationToken cancellationToken)
    {
        const string Accepted = "the id of a grant that reaches the server";
        if (!question.Fields.Has(GrantField) || question.Fields.TextOrNull(GrantField, Accepted) is not { } text)
        {
            return null;
        }

        if (!question.Fields.Has(NamedServer.Field))
        {
            question.Fields.Refuse("The field is missing. Accepted: the id of the server that the call is for.", NamedServer.Field);
            return null;
        }

        var grant = GrantId.TryParse(text, out var id) ? (await grants.FindAsync(id, cancellationToken))?.Value : null;
        if (grant is null || (question.Server is { } server && grant.Access.Find(server.Id) is null))
        {
            question.Fields.Refuse(grant is null ? $"There is no such grant. Accepted: {Accepted}." : $"The grant '{grant.Label}' does not reach the server. Accepted: {Accepted}.", GrantField);
        }

        return grant;
    }
}
