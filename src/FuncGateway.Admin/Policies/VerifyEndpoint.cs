using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Analysis.Verification;
using FuncGateway.Policies.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Policies;

/// <summary>Analyses a policy: what in it has no effect, what it leaves open, and whether invariants hold.</summary>
internal sealed class VerifyEndpoint(IServerStore servers, IPolicyStore policies, PolicyChecks checks)
{
    private const int MaxBytes = 4 * PolicyReader.MaxDocumentBytes;

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("verifyPolicy", "POST", "/api/policies/verify", Right.See, "Returns what in a policy has no effect or leaves a hole, and whether invariants hold for every call. Keeps nothing.")
            {
                IsQuestion = true,
                Body = PolicyJson.Default.VerifyBody,
                Example = PolicyExamples.Verify,
                Answer = PolicyJson.Default.VerifyView,
                Statuses = [200, 400, 413, 415, 422],
            },
            VerifyAsync);

    private async Task<IResult> VerifyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (question, unreadable) = await PolicyQuestion.ReadAsync(context, servers, policies, ["policy", "invariants"], [], MaxBytes);
        if (question is null)
        {
            return unreadable!;
        }

        var reading = await question.ReadPolicyAsync("policy", isRequired: true, cancellationToken);
        var invariants = await FindInvariantsAsync(question, cancellationToken);
        if (question.Refusal is { } mistakes || reading is null)
        {
            return question.Refusal!;
        }

        var tools = question.Server is { } server ? await checks.FindToolsAsync(server.Id, cancellationToken) : null;
        return new JsonReply<VerifyView>(StatusCodes.Status200OK, VerifyView.Of(PolicyVerification.Of(reading, tools, invariants)), PolicyJson.Default.VerifyView);
    }

    // As sent, otherwise those that are attached to the server.
    private async Task<Invariants?> FindInvariantsAsync(PolicyQuestion question, CancellationToken cancellationToken)
    {
        var document = question.FindDocument("invariants")
            ?? (question.Server is { } server ? (await policies.FindInvariantsAsync(server.Id, cancellationToken))?.Document : null);
        if (document is null)
        {
            return null;
        }

        var (invariants, problems) = Invariants.Read(document.Value.Span);
        question.Refuse(problems, "invariants");
        return invariants;
    }
}
