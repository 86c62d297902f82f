using System.Globalization;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Audit;

/// <summary>Verifies the audit log, and proves single records of it.</summary>
internal sealed class AuditCheckEndpoints(AuditVerification verification, WholeVerification whole, AuditProofs proofs)
{
    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("verifyAudit", "GET", "/api/audit/verify", Right.See, "Verifies that no record was changed, removed, added or moved. The result for the whole log is kept, so that people see when it was last verified.")
            {
                Query = [new("from", "the first day (UTC) to verify, such as '2030-01-31'"), new("to", "the last day, inclusive")],
                Answer = AuditReplyJson.Default.AuditVerificationReport,
                Statuses = [200, 400],
            },
            VerifyAsync)
        .MapOperation(
            new("proveAuditEntry", "GET", "/api/audit/{id}/proof", Right.See, "Proves that the entry of a call is in the log, without showing any other.") { Answer = AuditReplyJson.Default.EntryProof, Statuses = [200, 404] },
            ProveAsync);

    private async Task<IResult> VerifyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (first, last) = (DayRange.All.First, DayRange.All.Last);
        if ((CheckDay(context, "from", ref first) ?? CheckDay(context, "to", ref last) ?? CheckOrder(first, last)) is { } refusal)
        {
            return refusal;
        }

        var isWhole = (QueryText.Find(context, "from") ?? QueryText.Find(context, "to")) is null;
        var report = isWhole ? await whole.RunAsync(cancellationToken) : await verification.RunAsync(new DayRange(first, last), cancellationToken);
        return new JsonReply<AuditVerificationReport>(StatusCodes.Status200OK, report, AuditReplyJson.Default.AuditVerificationReport);
    }

    private static IResult? CheckDay(HttpContext context, string name, ref DateOnly day) =>
        QueryText.Find(context, name) is not { } text || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            ? null
            : Problems.BadRequest($"'{name}' is '{text}'. Accepted: a day such as '2030-01-31'.");

    private static IResult? CheckOrder(DateOnly first, DateOnly last) =>
        first <= last ? null : Problems.BadRequest($"'from' is '{first:yyyy-MM-dd}', which is after 'to', '{last:yyyy-MM-dd}'. Accepted: a first day that is not after the last one.");

    private async Task<IResult> ProveAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var text = context.Request.RouteValues["id"] as string ?? "";
        var proof = Ulid.TryParse(text, CultureInfo.InvariantCulture, out var id) ? await proofs.FindAsync(AuditStream.Calls, id, cancellationToken) : null;
        return proof is null
            ? Problems.NotFound($"There is no entry of a call '{text}' that a checkpoint covers. A checkpoint is written every minute while there are calls.")
            : new JsonReply<EntryProof>(StatusCodes.Status200OK, proof, AuditReplyJson.Default.EntryProof);
    }
}
