using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Admin.Servers;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Proposals;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Documents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Policies;

/// <summary>Proposes a policy from the recorded traffic of a server.</summary>
internal sealed class ProposeEndpoint(IServerStore servers, IPolicyStore policies, PolicyProposals proposals, TimeProvider time) : IDisposable
{
    private const int MaxBytes = 2 * PolicyReader.MaxDocumentBytes;
    private const int DefaultDays = 7;

    // One at a time, as replays are.
    private readonly SemaphoreSlim _running = new(1, 1);

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("proposePolicy", "POST", "/api/policies/propose", Right.WritePolicies, "Proposes a policy of least privilege from what passed in the last days, with the evidence of each line, the difference to a policy, and a replay. Publishes nothing.")
            {
                IsQuestion = true,
                Body = PolicyJson.Default.ProposeBody,
                Example = PolicyExamples.Propose,
                Answer = PolicyJson.Default.ProposeView,
                Statuses = [200, 400, 413, 415, 422, 503],
            },
            ProposeAsync);

    public void Dispose() => _running.Dispose();

    private async Task<IResult> ProposeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (question, unreadable) = await PolicyQuestion.ReadAsync(context, servers, policies, ["policy"], ["days", "grant"], MaxBytes);
        if (question is null)
        {
            return unreadable!;
        }

        if (!question.Fields.Has(NamedServer.Field))
        {
            question.Fields.Refuse("The field is missing. Accepted: the id of a server.", NamedServer.Field);
        }

        var live = await question.ReadPolicyAsync("policy", isRequired: false, cancellationToken);
        var (days, grant) = (TrafficFields.Days(question.Fields, DefaultDays), TrafficFields.Grant(question.Fields));
        if (question.Refusal is { } mistakes || question.Server is null)
        {
            return question.Refusal!;
        }

        await _running.WaitAsync(cancellationToken);
        try
        {
            var proposed = await proposals.ProposeAsync(question.Server.Id, grant, time.GetUtcNow().AddDays(-days), live, cancellationToken);
            return new JsonReply<ProposeView>(StatusCodes.Status200OK, ProposeView.Of(proposed), PolicyJson.Default.ProposeView);
        }
        finally
        {
            _running.Release();
        }
    }
}
