using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Analysis.Diffs;
using FuncGateway.Policies.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Policies;

/// <summary>Compares what two policies decide.</summary>
internal sealed class DiffEndpoint(IServerStore servers, IPolicyStore policies, PolicyChecks checks)
{
    private const int MaxBytes = 4 * PolicyReader.MaxDocumentBytes;

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("diffPolicies", "POST", "/api/policies/diff", Right.See, "Returns how the behaviour of two policies differs: every kind of request that is decided otherwise, with a request that shows it. Keeps nothing.")
            {
                IsQuestion = true,
                Body = PolicyJson.Default.DiffBody,
                Example = PolicyExamples.Diff,
                Answer = PolicyJson.Default.DiffView,
                Statuses = [200, 400, 413, 415, 422],
            },
            CompareAsync);

    private async Task<IResult> CompareAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (question, unreadable) = await PolicyQuestion.ReadAsync(context, servers, policies, ["before", "after"], [], MaxBytes);
        if (question is null)
        {
            return unreadable!;
        }

        var before = await question.ReadPolicyAsync("before", isRequired: false, cancellationToken);
        var after = await question.ReadPolicyAsync("after", isRequired: true, cancellationToken);
        if (question.Refusal is { } mistakes || after is null)
        {
            return question.Refusal!;
        }

        var tools = question.Server is { } server ? await checks.FindToolsAsync(server.Id, cancellationToken) : null;
        var diff = PolicyComparison.Compare(before, after, tools is null ? [] : [.. tools.Tools.Select(tool => tool.Name)]);
        return new JsonReply<DiffView>(StatusCodes.Status200OK, DiffView.Of(diff), PolicyJson.Default.DiffView);
    }
}
