using System.Runtime.CompilerServices;
using System.Text.Json;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Audit;

/// <summary>Lists and exports the audit log.</summary>
internal sealed class AuditEndpoints(AuditLog log, AuditReader reader, IAuditStore store)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("listAudit", "GET", "/api/audit", Right.See, "Lists audit entries, newest first.")
            {
                Query = [.. AuditQueryReading.Filters, .. Paging.Parameters],
                Answer = AuditReplyJson.Default.AuditListing,
                Statuses = [200, 400],
            },
            ListAsync)
        .MapOperation(
            new("exportAudit", "GET", "/api/audit/export", Right.See, "Exports audit entries as JSON lines, newest first.")
            {
                Query = [.. AuditQueryReading.Filters, new("records", "true: the stored blocks with their records and hashes; all filters except stream are ignored. false (default): the entries")],
                Statuses = [200, 400],
            },
            ExportAsync);

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!AuditQueryReading.TryRead(context, out var query, out var refusal) || !Paging.TryCount(context, out var count, out refusal))
        {
            return refusal;
        }

        var page = await reader.PageAsync(query, count, cancellationToken);
        return new JsonReply<AuditListing>(StatusCodes.Status200OK, new(page.Entries, page.Cursor, log.IsOff ? true : null), AuditReplyJson.Default.AuditListing);
    }

    private Task<IResult> ExportAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!AuditQueryReading.TryRead(context, out var query, out var refusal) || !QueryText.TryFlag(context, "records", out var asStored, out refusal))
        {
            return Task.FromResult(refusal);
        }

        var lines = asStored
            ? BlocksAsync(query.Stream, cancellationToken)
            : reader.ListAsync(query, cancellationToken).Select(AuditJson.Write);
        return Task.FromResult<IResult>(new AuditLines(lines));
    }

    private async IAsyncEnumerable<string> BlocksAsync(AuditStream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var chain in store.ListWrittenChainsAsync(stream, cancellationToken))
        {
            await foreach (var block in store.ListBlocksAsync(chain, BlockRange.All, cancellationToken))
            {
                yield return JsonSerializer.Serialize(AuditBlockView.Of(block), AuditReplyJson.Default.AuditBlockView);
            }
        }
    }
}
