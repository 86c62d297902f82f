using System.Diagnostics.CodeAnalysis;
using FuncGateway.Admin.Http;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Approvals;

/// <summary>The request body of a decision.</summary>
/// <param name="Decision"><c>approve</c> or <c>refuse</c>.</param>
/// <param name="Reason">Stored with the approval; shown to the agent if the call is refused.</param>
internal sealed record DecisionBody(string Decision, string? Reason = null)
{
    public const string Approve = "approve";
    public const string Refuse = "refuse";
    public const int MaxBytes = 16 * 1024;
    private const int MaxReason = 1000;
    private const string Accepted = "'approve' or 'refuse'";
    private static readonly string[] Known = ["decision", "reason"];

    public static bool TryRead(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out DecisionBody? body, [NotNullWhen(false)] out IResult? refusal)
    {
        body = null;
        if (!BodyFields.TryParse(json, Known, out var fields, out refusal))
        {
            return false;
        }

        body = new DecisionBody(ReadDecision(fields), ReadReason(fields));
        refusal = fields.Refusal;
        return refusal is null;
    }

    private static string ReadDecision(BodyFields fields)
    {
        var decision = fields.Text("decision", Accepted);
        if (decision is not ("" or Approve or Refuse))
        {
            fields.Refuse($"The value is '{decision}'. Accepted: {Accepted}.", "decision");
        }

        return decision;
    }

    private static string? ReadReason(BodyFields fields)
    {
        var accepted = $"a text of at most {MaxReason} characters, or null";
        var reason = fields.Has("reason") ? fields.TextOrNull("reason", accepted) : null;
        if (reason?.Length > MaxReason)
        {
            fields.Refuse($"The text has {reason.Length} characters. Accepted: {accepted}.", "reason");
        }

        return string.IsNullOrWhiteSpace(reason) ? null : reason;
    }
}
