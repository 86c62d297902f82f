using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Audit;

/// <summary>Verifies the audit log, and returns checkpoints of it.</summary>
internal sealed class AuditCheckEndpoints(AuditVerification verification, IAuditStore store, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("verifyAudit", "GET", "/api/audit/verify", Right.See, "Verifies that no record was changed, removed, added or moved.") { Answer = AuditReplyJson.Default.AuditVerificationReport },
            VerifyAsync)
        .MapOperation(
            new("getAuditCheckpoint", "GET", "/api/audit/checkpoint", Right.See, "Returns the last record of every chain, to be stored outside the gateway.") { Answer = AuditReplyJson.Default.AuditCheckpoint },
            CheckpointAsync);

    private async Task<IResult> VerifyAsync(HttpContext context, CancellationToken cancellationToken) =>
        new JsonReply<AuditVerificationReport>(StatusCodes.Status200OK, await verification.RunAsync(cancellationToken), AuditReplyJson.Default.AuditVerificationReport);

    private async Task<IResult> CheckpointAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var chains = new List<AuditCheckpointChain>();
        await foreach (var stored in store.ListChainsAsync(onlyOpen: false, cancellationToken))
        {
            // For an open chain the head is more recent than the register.
            var (record, head) = (stored.Value, stored.Value.State == ChainState.Open ? await store.FindHeadAsync(stored.Value.Chain, cancellationToken) : null);
            chains.Add(new(record.Chain.ToString(), head?.Value.Sequence ?? record.Sequence, head?.Value.Hash ?? record.Hash, record.State));
        }

        return new JsonReply<AuditCheckpoint>(StatusCodes.Status200OK, new(time.GetUtcNow(), chains), AuditReplyJson.Default.AuditCheckpoint);
    }
}
