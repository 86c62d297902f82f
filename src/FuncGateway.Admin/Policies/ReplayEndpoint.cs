using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Replays;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Policies;

/// <summary>Replays the recorded traffic of a server under a policy.</summary>
internal sealed class ReplayEndpoint(IServerStore servers, IPolicyStore policies, PolicyReplay replay, TimeProvider time) : IDisposable
{
    // One at a time: a replay reads up to 200,000 entries.
    private readonly SemaphoreSlim _running = new(1, 1);

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("replayPolicy", "POST", "/api/policies/replay", Right.WritePolicies, "Replays the last days of the audit log of a server under a policy: how many requests would be decided otherwise, and which. Argument values are used if they were recorded, and never returned.")
            {
                IsQuestion = true,
                Body = PolicyJson.Default.ReplayBody,
                Example = PolicyExamples.Replay,
                Answer = PolicyJson.Default.ReplayView,
                Statuses = [200, 400, 413, 415, 422, 503],
            },
            ReplayAsync);

    public void Dispose() => _running.Dispose();

    private async Task<IResult> ReplayAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (traffic, refusal) = await TrafficQuestion.ReadAsync(context, servers, policies, isPolicyRequired: true, cancellationToken);
        if (traffic is not { Policy: { } reading })
        {
            return refusal!;
        }

        await _running.WaitAsync(cancellationToken);
        try
        {
            var result = await replay.RunAsync(reading, traffic.Server, traffic.Grant, time.GetUtcNow().AddDays(-traffic.Days), cancellationToken);
            return new JsonReply<ReplayView>(StatusCodes.Status200OK, ReplayView.Of(result), PolicyJson.Default.ReplayView);
        }
        finally
        {
            _running.Release();
        }
    }
}
