using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Proposals;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Policies;

/// <summary>Proposes a policy from the recorded traffic of a server.</summary>
internal sealed class ProposeEndpoint(IServerStore servers, IPolicyStore policies, PolicyProposals proposals, TimeProvider time) : IDisposable
{
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
        var (traffic, refusal) = await TrafficQuestion.ReadAsync(context, servers, policies, isPolicyRequired: false, cancellationToken);
        if (traffic is null)
        {
            return refusal!;
        }

        await _running.WaitAsync(cancellationToken);
        try
        {
            var proposed = await proposals.ProposeAsync(traffic.Server, traffic.Grant, time.GetUtcNow().AddDays(-traffic.Days), traffic.Policy, cancellationToken);
            return new JsonReply<ProposeView>(StatusCodes.Status200OK, ProposeView.Of(proposed), PolicyJson.Default.ProposeView);
        }
        finally
        {
            _running.Release();
        }
    }
}
