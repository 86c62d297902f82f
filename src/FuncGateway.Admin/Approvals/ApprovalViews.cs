using System.Globalization;
using System.Text.Json;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Text;
using FuncGateway.Policies.Tools;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Approvals;

/// <summary>Shows approvals: in lists without what the agent sent, and one with all that a person needs to decide.</summary>
// Five parameters: a person decides about one approval with what four other places say, and whether it is too late depends on the time.
internal sealed class ApprovalViews(IApprovalStore store, ApprovalContents contents, SimilarApprovals similar, ToolClasses classes, TimeProvider time)
{
    /// <summary>An approval past its time may not be stored as expired yet; it is listed only as expired.</summary>
    /// <param name="state">The state that is asked for; null for all.</param>
    public async Task<JsonReply<ApprovalListing>> ListAsync(ApprovalPage page, ApprovalState? state, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var listed = page.Approvals.Select(stored => stored.Value).Where(approval => state is null || approval.StateAt(now) == state).ToArray();
        var found = await classes.FindAsync(listed.Select(ToolOf), cancellationToken);
        return new JsonReply<ApprovalListing>(
            StatusCodes.Status200OK, new([.. listed.Select(approval => ApprovalView.Of(approval, now) with { ToolClass = ClassIn(found, approval) })], page.Cursor), ApprovalJson.Default.ApprovalListing);
    }

    public async Task<JsonReply<ApprovalView>> ShowAsync(Approval approval, CancellationToken cancellationToken)
    {
        var content = await contents.ReadAsync(approval.Id, cancellationToken);
        var others = await similar.FindAsync(approval, cancellationToken);
        var now = time.GetUtcNow();
        var view = ApprovalView.Of(approval with { Before = await BeforeAsync(approval, cancellationToken) }, now) with
        {
            ToolClass = ClassIn(await classes.FindAsync([ToolOf(approval)], cancellationToken), approval),
            Similar = [.. others.Decided.Select(each => SimilarApprovalView.Of(each, now))],
            LastApproved = await LastApprovedAsync(others.LastApproved, cancellationToken),
            Arguments = content.Arguments,
            AlsoBound = content.AlsoBound,
            ArgumentsProblem = content.Problem,
            WhenApproved =
                $"A call of '{VisibleText.Of(approval.Subject.Tool)}' with exactly this content, by this grant, to the server's present address and credentials, is allowed once: the waiting call, or otherwise the next one within {Words(approval.Timeout)} of the approval.",
        };

        // Not the tag of the row: the state changes with the time, and other approvals are shown too.
        var tag = EntityTag.OfBody(JsonSerializer.SerializeToUtf8Bytes(view, ApprovalJson.Default.ApprovalView));
        return new JsonReply<ApprovalView>(StatusCodes.Status200OK, view, ApprovalJson.Default.ApprovalView, tag);
    }

    private static (ServerId Server, string Tool) ToolOf(Approval approval) => (approval.Subject.Server, approval.Subject.Tool);

    private static string? ClassIn(IReadOnlyDictionary<(ServerId Server, string Tool), ToolClass> classes, Approval approval) =>
        classes.TryGetValue(ToolOf(approval), out var found) ? ToolClassNames.Of(found) : null;

    // The earlier call may have ended after this approval was requested.
    private async Task<ApprovalRun?> BeforeAsync(Approval approval, CancellationToken cancellationToken) =>
        approval.Before is { } before ? (await store.FindAsync(before.Approval, cancellationToken))?.Value.Run ?? before : null;

    private async Task<LastApprovedView?> LastApprovedAsync(Approval? approved, CancellationToken cancellationToken) =>
        approved?.Answer is { } answer && (await contents.ReadAsync(approved.Id, cancellationToken)).Arguments is { } arguments
            ? new LastApprovedView(approved.Id.ToString(), answer.At, arguments)
            : null;

    private static string Words(TimeSpan timeout) => timeout switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{timeout.TotalDays:0.#} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{timeout.TotalHours:0.#} hours"),
        { TotalMinutes: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{timeout.TotalMinutes:0.#} minutes"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{timeout.TotalSeconds:0} seconds"),
    };
}
