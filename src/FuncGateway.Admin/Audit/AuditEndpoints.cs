using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Audit;
using FuncGateway.Policies.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Audit;

/// <summary>Lists and exports the audit log.</summary>
// Six parameters: whether there is a log, the ways to read it, the stored blocks for the export, and a clock for the age of a tail's place.
internal sealed class AuditEndpoints(AuditLog log, AuditReader reader, AuditTail tail, EntrySearch search, IAuditStore store, TimeProvider time)
{
    private static readonly QueryParameter Format = new("format", "jsonl (default) for JSON lines, or csv for comma-separated values with a header line, in which a text that a spreadsheet would take for a formula begins with '");

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("listAudit", "GET", "/api/audit", Right.See, "Lists audit entries, newest first. With 'after', follows the log: returns what was stored since the last request, oldest first, and always a cursor for the next. Nothing is missed that is stored late. An entry without an outcome is in progress, and is returned again, with the same id, when it has ended; without 'after', its outcome is 'unknown'.")
            {
                Query = [.. AuditQueryReading.Filters, .. Paging.Parameters, TailReading.After],
                Answer = AuditReplyJson.Default.AuditListing,
                Statuses = [200, 400],
            },
            ListAsync)
        .MapOperation(
            new("exportAudit", "GET", "/api/audit/export", Right.See, "Exports audit entries as JSON lines or CSV, newest first.")
            {
                Query = [.. AuditQueryReading.Filters, Format, new("records", "true: the stored blocks with their records and hashes; all filters except stream are ignored. false (default): the entries")],
                Statuses = [200, 400],
            },
            ExportAsync)
        .MapOperation(
            new("getAuditEntry", "GET", "/api/audit/{id}", Right.See, "Returns the entry of a call by its decision id.") { Answer = AuditReplyJson.Default.CallEntry, Statuses = [200, 404] },
            GetAsync);

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!AuditQueryReading.TryRead(context, out var query, out var refusal) || !Paging.TryCount(context, out var count, out refusal))
        {
            return refusal;
        }

        if (TailReading.IsAsked(context))
        {
            return TailReading.TryRead(context, query.Stream, time.GetUtcNow(), out var after, out refusal) ? await FollowAsync(query, after, count, cancellationToken) : refusal;
        }

        var page = await reader.PageAsync(query, count, cancellationToken);
        return Show(page.Entries, page.Cursor);
    }

    private async Task<IResult> FollowAsync(AuditQuery query, TailCursor? after, int count, CancellationToken cancellationToken)
    {
        var page = after is null
            ? new TailPage([], await tail.FindEndAsync(query.Stream, cancellationToken))
            : await tail.ReadAsync(query, after, count, cancellationToken);
        return Show(page.Entries, page.Cursor.ToString());
    }

    private JsonReply<AuditListing> Show(IReadOnlyList<AuditEntry> entries, string? cursor) =>
        new(StatusCodes.Status200OK, new(entries, cursor, log.IsOff ? true : null), AuditReplyJson.Default.AuditListing);

    private async Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var text = context.Request.RouteValues["id"] as string ?? "";
        return Ulid.TryParse(text, CultureInfo.InvariantCulture, out var id) && await search.FindAsync(AuditStream.Calls, id, cancellationToken) is CallEntry entry
            ? new JsonReply<CallEntry>(StatusCodes.Status200OK, entry, AuditReplyJson.Default.CallEntry)
            : Problems.NotFound($"There is no entry of a call '{RouteIds.Shown(text)}'.");
    }

    private Task<IResult> ExportAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!AuditQueryReading.TryRead(context, out var query, out var refusal) || !QueryText.TryFlag(context, "records", out var asStored, out refusal))
        {
            return Task.FromResult(refusal);
        }

        return Task.FromResult<IResult>((QueryText.Find(context, Format.Name), asStored) switch
        {
            (null or "jsonl", true) => new AuditLines(BlocksAsync(query.Stream, cancellationToken)),
            (null or "jsonl", false) => new AuditLines(reader.ListAsync(query, cancellationToken).Select(AuditJson.Write)),
            ("csv", false) => new AuditLines(AuditCsv.WriteAsync(query.Stream, reader.ListAsync(query, cancellationToken), cancellationToken), AuditCsv.ContentType),
            ("csv", true) => Problems.BadRequest("The format is 'csv', and 'records' is 'true'. Accepted: jsonl for records."),
            var (other, _) => Problems.BadRequest($"The format is '{VisibleText.Of(other)}'. Accepted: jsonl, csv."),
        });
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
