using System.Runtime.CompilerServices;
using System.Text.Json;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Audit;

/// <summary>The audit for people: page by page, as a whole, and whether it is still what was written.</summary>
internal sealed class AuditEndpoints(AuditLog log, AuditReader reader, AuditVerification verification, IAuditStore store, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("listAudit", "GET", "/api/audit", Right.See, "Entries of the audit, the newest first.")
            {
                Query = [.. AuditQueryReading.Filters, .. AuditQueryReading.Paging],
                Answer = AuditShapes.Default.AuditListing,
                Statuses = [200, 400],
            },
            ListAsync)
        .MapOperation(
            new("exportAudit", "GET", "/api/audit/export", Right.See, "Entries of the audit as lines of JSON, the newest first.")
            {
                Query = [.. AuditQueryReading.Filters, new("records", "true: the records as they are stored, with their hashes; only stream is heeded then")],
                Statuses = [200, 400],
            },
            ExportAsync)
        .MapOperation(
            new("verifyAudit", "GET", "/api/audit/verify", Right.See, "Whether any record was changed, removed, added or moved.") { Answer = AuditShapes.Default.AuditVerificationReport },
            VerifyAsync)
        .MapOperation(
            new("getAuditCheckpoint", "GET", "/api/audit/checkpoint", Right.See, "How far every chain of records has come, to be kept elsewhere.") { Answer = AuditShapes.Default.AuditCheckpoint },
            CheckpointAsync);

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!AuditQueryReading.TryRead(context, out var query, out var refusal) || !AuditQueryReading.TryCount(context, out var count, out refusal))
        {
            return refusal;
        }

        var page = await reader.PageAsync(query, count, cancellationToken);
        return new JsonReply<AuditListing>(StatusCodes.Status200OK, new(page.Entries, page.Cursor, log.IsOff ? true : null), AuditShapes.Default.AuditListing);
    }

    private Task<IResult> ExportAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!AuditQueryReading.TryRead(context, out var query, out var refusal))
        {
            return Task.FromResult(refusal);
        }

        var lines = AuditQueryReading.Text(context, "records") == "true"
            ? RecordsAsync(query.Stream, cancellationToken)
            : reader.ListAsync(query, cancellationToken).Select(AuditJson.Write);
        return Task.FromResult<IResult>(new AuditLines(lines));
    }

    private async IAsyncEnumerable<string> RecordsAsync(AuditStream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var day = await store.FindDayAsync(stream, DateOnly.MaxValue, cancellationToken);
             day is { } found;
             day = await store.FindDayAsync(stream, found.AddDays(-1), cancellationToken))
        {
            foreach (var part in Enum.GetValues<AuditPart>())
            {
                await foreach (var row in store.ListRowsAsync(stream, found, part, null, null, null, cancellationToken))
                {
                    yield return JsonSerializer.Serialize(AuditRecordView.Of(row), AuditShapes.Default.AuditRecordView);
                }
            }
        }
    }

    private async Task<IResult> VerifyAsync(HttpContext context, CancellationToken cancellationToken) =>
        new JsonReply<AuditVerificationReport>(StatusCodes.Status200OK, await verification.RunAsync(cancellationToken), AuditShapes.Default.AuditVerificationReport);

    private async Task<IResult> CheckpointAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var chains = new List<AuditCheckpointChain>();
        await foreach (var stored in store.ListChainsAsync(onlyOpen: false, cancellationToken))
        {
            // The register lags behind a chain that is being written.
            var (record, head) = (stored.Value, stored.Value.State == ChainState.Open ? await store.FindHeadAsync(stored.Value.Chain, cancellationToken) : null);
            chains.Add(new(record.Chain.ToString(), head?.Value.Sequence ?? record.Sequence, head?.Value.Hash ?? record.Hash, record.State));
        }

        return new JsonReply<AuditCheckpoint>(StatusCodes.Status200OK, new(time.GetUtcNow(), chains), AuditShapes.Default.AuditCheckpoint);
    }
}
