using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.Admin.Http;
using FuncGateway.Admin.People;
using FuncGateway.Core;
using FuncGateway.Core.Approvals;
using FuncGateway.Policies.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FuncGateway.Admin.Approvals;

/// <summary>
/// Lists approvals and takes decisions. A GET never decides, because mail scanners and chat clients open links. The arguments are shown only to people
/// who may decide.
/// </summary>
internal sealed class ApprovalEndpoints(IApprovalStore store, ArgumentEncryption encryption, ApprovalDecisions decisions, TimeProvider time)
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
            new("getApproval", "GET", Each, Right.DecideApprovals, "Returns one approval, with everything that it binds as the agent sent it, and the identical call that ran before.") { Answer = ApprovalJson.Default.ApprovalView, Statuses = [200, 304, 404] },
            GetAsync)
        .MapOperation(
            new("decideApproval", "POST", Each + "/decision", Right.DecideApprovals, "Approves or refuses a pending approval.") { Body = ApprovalJson.Default.DecisionBody, Answer = ApprovalJson.Default.ApprovalView, Statuses = [200, 400, 404, 409, 413, 415, 422] },
            DecideAsync);

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
            return Show(page, query.State);
        }
        catch (ArgumentException)
        {
            return Problems.BadRequest("The cursor is invalid. Accepted: the cursor of the previous page, with the same filters and order.");
        }
    }

    // An approval past its time may not be stored as expired yet; it is listed only as expired.
    private JsonReply<ApprovalListing> Show(ApprovalPage page, ApprovalState? state)
    {
        var now = time.GetUtcNow();
        var views = page.Approvals.Where(stored => state is null || stored.Value.StateAt(now) == state).Select(stored => ApprovalView.Of(stored.Value, now));
        return new JsonReply<ApprovalListing>(StatusCodes.Status200OK, new([.. views], page.Cursor), ApprovalJson.Default.ApprovalListing);
    }

    private async Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!RouteIds.TryApproval(context, out var id, out var refusal))
        {
            return refusal;
        }

        return await store.FindAsync(id, cancellationToken) is { } stored ? await ShowAsync(stored, cancellationToken) : Unknown(id);
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
            _ => await store.FindAsync(id, cancellationToken) is { } stored ? await ShowAsync(stored, cancellationToken) : Unknown(id),
        };
    }

    private async Task<JsonReply<ApprovalView>> ShowAsync(Stored<Approval> stored, CancellationToken cancellationToken)
    {
        var approval = stored.Value;
        var (content, problem) = await ContentAsync(approval.Id, cancellationToken);
        var arguments = content?["arguments"]?.Deserialize(ApprovalJson.Default.JsonElement);
        content?.Remove("arguments");
        var view = ApprovalView.Of(approval with { Before = await BeforeAsync(approval, cancellationToken) }, time.GetUtcNow()) with
        {
            Arguments = arguments,
            AlsoBound = content is { Count: > 0 } ? content : null,
            ArgumentsProblem = problem,
            WhenApproved =
                $"A call of '{VisibleText.Of(approval.Subject.Tool)}' with exactly this content, by this grant, to the server's present address and credentials, is allowed once: the waiting call, or otherwise the next one within {Words(approval.Timeout)} of the approval.",
        };
        return new JsonReply<ApprovalView>(StatusCodes.Status200OK, view, ApprovalJson.Default.ApprovalView, EntityTag.Of(stored.Version));
    }

    // The earlier call may have ended after this approval was requested.
    private async Task<ApprovalRun?> BeforeAsync(Approval approval, CancellationToken cancellationToken) =>
        approval.Before is { } before ? (await store.FindAsync(before.Approval, cancellationToken))?.Value.Run ?? before : null;

    private async Task<(JsonObject? Content, string? Problem)> ContentAsync(ApprovalId id, CancellationToken cancellationToken)
    {
        try
        {
            return await store.FindArgumentsAsync(id, cancellationToken) is { } kept
                && await encryption.DecryptAsync(id, kept, cancellationToken) is { } content
                && JsonNode.Parse(content) is JsonObject shown
                    ? (shown, null)
                    : (null, "What was asked for cannot be read: it was encrypted with another key, or modified in the store. Refuse the call unless you know what it does.");
        }
        catch (StoreUnavailableException)
        {
            return (null, $"What was asked for cannot be read: the setting {ApprovalOptions.Section}:{nameof(ApprovalOptions.EncryptionKey)} does not provide a key, or the store does not answer.");
        }
    }

    private static string Words(TimeSpan timeout) => timeout switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{timeout.TotalDays:0.#} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{timeout.TotalHours:0.#} hours"),
        { TotalMinutes: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{timeout.TotalMinutes:0.#} minutes"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{timeout.TotalSeconds:0} seconds"),
    };
}
