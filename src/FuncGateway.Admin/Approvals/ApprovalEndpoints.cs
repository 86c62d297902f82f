using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core.Approvals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Approvals;

/// <summary>
/// Lists approvals and takes decisions. A GET neither decides nor counts as opening the approval, because mail scanners and chat clients open links. The
/// arguments are shown only to people who may decide.
/// </summary>
internal sealed class ApprovalEndpoints(IApprovalStore store, ApprovalViews views, ApprovalDecisions decisions, OpenedApprovals opened, TimeProvider time)
{
    private const string All = "/api/approvals";
    private const string Each = "/api/approvals/{approval}";

    public void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapOperation(
            new("listApprovals", "GET", All, Right.See, "Lists approvals without their arguments: pending ones oldest first, others newest first, unless asked otherwise.")
            {
                Query = [.. ApprovalFilter.Parameters, .. Paging.Parameters],
                Answer = ApprovalJson.Default.ApprovalListing,
                Statuses = [200, 400],
            },
            ListAsync)
        .MapOperation(
            new("getApproval", "GET", Each, Right.DecideApprovals, "Returns one approval, with everything that it binds as the agent sent it, the identical call that ran before, and how people decided about calls of the same tool.") { Answer = ApprovalJson.Default.ApprovalView, Statuses = [200, 304, 404] },
            GetAsync)
        .MapOperation(
            new("decideApproval", "POST", Each + "/decision", Right.DecideApprovals, "Approves or refuses a pending approval.") { Body = ApprovalJson.Default.DecisionBody, Answer = ApprovalJson.Default.ApprovalView, Statuses = [200, 400, 404, 409, 413, 415, 422] },
            DecideAsync)
        .MapOperation(
            new("openApproval", "POST", Each + "/opened", Right.DecideApprovals, "Notes that a person looks at a pending approval. The first person and time are kept; repeating it changes nothing.") { Statuses = [204, 404] },
            OpenAsync);

    private static IResult Unknown(ApprovalId id) => Problems.NotFound($"There is no approval '{id}'.");

    private async Task<IResult> ListAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!ApprovalFilter.TryRead(context, out var query, out var refusal))
        {
            return refusal;
        }

        if (!Paging.TryCount(context, out var count, out refusal))
        {
            return refusal;
        }

        try
        {
            var page = await store.ListAsync(query, Paging.CursorOf(context), count, cancellationToken);
            return await views.ListAsync(page, query.State, cancellationToken);
        }
        catch (ArgumentException)
        {
            return Problems.BadRequest("The cursor is invalid. Accepted: the cursor of the previous page, with the same filters and order.");
        }
    }

    private async Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryApproval(context, out var id, out var refusal))
        {
            return refusal;
        }

        return await store.FindAsync(id, cancellationToken) is { } stored ? await views.ShowAsync(stored.Value, cancellationToken) : Unknown(id);
    }

    private async Task<IResult> DecideAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryApproval(context, out var id, out var refusal))
        {
            return refusal;
        }

        var bytes = await RequestBody.ReadAsync(context.Request, DecisionBody.MaxBytes, context.RequestAborted);
        if (bytes.Refusal is not null || !DecisionBody.TryRead(bytes.Bytes, out var body, out refusal))
        {
            return bytes.Refusal ?? refusal ?? Problems.Unexpected;
        }

        var answer = new ApprovalAnswer(Person.Of(context.User).Name, time.GetUtcNow(), body.Reason);
        return await decisions.DecideAsync(id, body.Decision == DecisionBody.Approve, answer, cancellationToken) switch
        {
            null => Unknown(id),
            ApprovalChange.Illegal illegal => Problems.Conflict(illegal.Why),
            _ => await store.FindAsync(id, cancellationToken) is { } stored ? await views.ShowAsync(stored.Value, cancellationToken) : Unknown(id),
        };
    }

    private async Task<IResult> OpenAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryApproval(context, out var id, out var refusal))
        {
            return refusal;
        }

        var first = new ApprovalOpened(Person.Of(context.User).Name, time.GetUtcNow());
        return await opened.NoteAsync(id, first, cancellationToken) ? Results.NoContent() : Unknown(id);
    }
}
