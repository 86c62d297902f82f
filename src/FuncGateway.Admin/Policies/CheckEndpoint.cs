using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Policies;

/// <summary>Checks a policy document without publishing it.</summary>
internal sealed class CheckEndpoint(IServerStore servers, IPolicyStore policies, PolicyChecks checks)
{
    // A document that is too large by less than its own maximum is reported by the reader, like any other problem.
    private const int MaxBytes = 2 * PolicyReader.MaxDocumentBytes;

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("checkPolicy", "POST", "/api/policies/check", Right.See, "Returns the problems and warnings that publishing a policy document would report. Keeps nothing.")
            {
                IsQuestion = true,
                Body = PolicyJson.Default.CheckBody,
                Example = PolicyExamples.Check,
                Answer = PolicyJson.Default.PolicyChecked,
                Statuses = [200, 400, 413, 415, 422],
            },
            CheckAsync);

    private async Task<IResult> CheckAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (question, unreadable) = await PolicyQuestion.ReadAsync(context, servers, policies, ["policy"], [], MaxBytes);
        if (question is null)
        {
            return unreadable!;
        }

        var document = question.FindSent("policy");
        if (document is null)
        {
            question.Fields.Refuse("The field is missing. Accepted: a policy document.", "policy");
        }

        if (question.Refusal is { } mistakes)
        {
            return mistakes;
        }

        var reading = await checks.CheckAsync(question.Server?.Id, document ?? default, cancellationToken);
        return new JsonReply<PolicyChecked>(StatusCodes.Status200OK, new(DocumentProblems.Show(reading.Problems), DocumentProblems.Show(reading.Warnings)), PolicyJson.Default.PolicyChecked);
    }
}
