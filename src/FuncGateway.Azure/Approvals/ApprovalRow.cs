using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Azure.Approvals;

/// <summary>
/// The rows of an approval. All rounds of a call share a partition, newest round first. The arguments of each round are in a separate row, so that reading
/// the state does not fetch them.
/// </summary>
internal static class ApprovalRow
{
    private const string ArgumentsProperty = "Arguments";
    private const string RoundProperty = "Round";
    private const string StateProperty = "State";

    public static string KeyOf(ApprovalId id) => $"r{ApprovalId.MaxRound - id.Round:D6}";

    public static string RoundsOf(CallKey call) => TableClient.CreateQueryFilter($"PartitionKey eq {call.Value} and RowKey ge {"r"}");

    public static string ArgumentsKeyOf(ApprovalId id) => $"a{id.Round:D6}";

    public static TableEntity WriteArguments(ApprovalId id, ReadOnlyMemory<byte> arguments)
    {
        var row = new TableEntity(id.Call.Value, ArgumentsKeyOf(id));
        row.WriteChunks(ArgumentsProperty, arguments);
        return row;
    }

    public static byte[] ReadArguments(TableEntity row) => row.ReadChunks(ArgumentsProperty);

    public static TableEntity Write(Approval approval) => new(approval.Id.Call.Value, KeyOf(approval.Id))
    {
        [RoundProperty] = approval.Id.Round,
        [StateProperty] = approval.State.ToString(),
        ["CreatedAt"] = approval.CreatedAt,
        ["TimeoutSeconds"] = (int)approval.Timeout.TotalSeconds,
        ["Grant"] = approval.Subject.Grant.Value,
        ["GrantLabel"] = approval.Subject.GrantLabel,
        ["Server"] = approval.Subject.Server.Value,
        ["Tool"] = approval.Subject.Tool,
        ["Policy"] = approval.Subject.Policy.Value,
        ["PolicyRevision"] = approval.Subject.PolicyRevision,
        ["Rule"] = approval.Subject.Rule,
        ["ContentHmac"] = approval.Subject.ContentHmac,
        ["AnswerBy"] = approval.Answer?.By,
        ["AnswerAt"] = approval.Answer?.At,
        ["AnswerReason"] = approval.Answer?.Reason,
        ["ConsumedAt"] = approval.ConsumedAt,
        ["ConsumedBy"] = approval.ConsumedBy,
        ["Ending"] = approval.Ending?.Outcome.ToString(),
        ["EndingAt"] = approval.Ending?.At,
        ["EndingDelivered"] = approval.Ending?.IsDelivered,
        ["ToldAt"] = approval.ToldAt,
        ["BeforeApproval"] = approval.Before?.Approval.ToString(),
        ["BeforeDecision"] = approval.Before?.DecisionId,
        ["BeforeAt"] = approval.Before?.SentAt,
        ["BeforeOutcome"] = approval.Before?.Outcome.ToString(),
        ["BeforeDelivered"] = approval.Before?.IsDelivered,
        ["WatchedAt"] = approval.WatchedAt,
        ["OpenedBy"] = approval.Opened?.By,
        ["OpenedAt"] = approval.Opened?.At,
        ["WebhookAttempts"] = approval.Webhook.Attempts,
        ["WebhookDeliveredAt"] = approval.Webhook.DeliveredAt,
        ["WebhookProblem"] = approval.Webhook.Problem,
        ["WebhookFailedAt"] = approval.Webhook.FailedAt,
    };

    public static Stored<Approval> Read(TableEntity row) => new(
        new Approval(IdOf(row), ReadSubject(row), row.Time("CreatedAt"), TimeSpan.FromSeconds(row.Number("TimeoutSeconds")))
        {
            State = Enum.TryParse<ApprovalState>(row.Text(StateProperty), out var state) && Enum.IsDefined(state) ? state : throw row.Unreadable(StateProperty),
            Answer = row.GetString("AnswerBy") is { } by ? new ApprovalAnswer(by, row.Time("AnswerAt"), row.GetString("AnswerReason")) : null,
            ConsumedAt = row.GetDateTimeOffset("ConsumedAt"),
            ConsumedBy = row.GetString("ConsumedBy"),
            Ending = row.GetString("Ending") is not null ? new ApprovalEnding(ReadOutcome(row, "Ending"), row.GetBoolean("EndingDelivered") ?? false, row.Time("EndingAt")) : null,
            ToldAt = row.GetDateTimeOffset("ToldAt"),
            Before = ReadBefore(row),
            WatchedAt = row.GetDateTimeOffset("WatchedAt"),
            Opened = row.GetString("OpenedBy") is { } opener ? new ApprovalOpened(opener, row.Time("OpenedAt")) : null,
            Webhook = new WebhookDelivery(row.Number("WebhookAttempts"), row.GetDateTimeOffset("WebhookDeliveredAt"), row.GetString("WebhookProblem"), row.GetDateTimeOffset("WebhookFailedAt")),
        },
        new RowVersion(row.ETag.ToString()));

    private static ApprovalSubject ReadSubject(TableEntity row) => new(
        row.Id<GrantId>("Grant", GrantId.TryParse),
        row.Text("GrantLabel"),
        row.Id<ServerId>("Server", ServerId.TryParse),
        row.Text("Tool"),
        row.Id<PolicyId>("Policy", PolicyId.TryParse),
        row.Number("PolicyRevision"),
        row.Text("Rule"),
        row.GetString("ContentHmac") ?? "");

    private static ApprovalRun? ReadBefore(TableEntity row) => row.GetString("BeforeApproval") is null
        ? null
        : new ApprovalRun(
            row.Id<ApprovalId>("BeforeApproval", ApprovalId.TryParse),
            row.Text("BeforeDecision"),
            row.Time("BeforeAt"),
            ReadOutcome(row, "BeforeOutcome"),
            row.GetBoolean("BeforeDelivered") ?? false);

    // An outcome that is not known here was written by a later version, and counts as unknown.
    private static RunOutcome ReadOutcome(TableEntity row, string property) =>
        Enum.TryParse<RunOutcome>(row.GetString(property), out var outcome) && Enum.IsDefined(outcome) ? outcome : RunOutcome.Unknown;

    private static ApprovalId IdOf(TableEntity row) =>
        ApprovalId.TryParse($"{row.PartitionKey}-{row.Number(RoundProperty)}", out var id) ? id : throw row.Unreadable(RoundProperty);
}
