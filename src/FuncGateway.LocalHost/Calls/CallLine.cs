using System.Globalization;
using FuncGateway.Core.Audit;
using FuncGateway.LocalHost.Terminal;
using FuncGateway.Policies.Text;

namespace FuncGateway.LocalHost.Calls;

/// <summary>An entry of the audit log as one line: when, whose grant, what, the verdict and why.</summary>
internal static class CallLine
{
    private const int MaxLabel = 24;
    private const int MaxTarget = 60;
    private const int MaxReason = 160;
    private const string Allowed = "allowed";

    /// <summary>Returns null for an entry that is not shown: the lifecycle of a session that went well.</summary>
    /// <param name="entry">Complete.</param>
    /// <param name="zone">Of the person at the terminal.</param>
    public static TerminalLine? Of(CallEntry entry, TimeZoneInfo zone)
    {
        var (word, why) = Judge(entry);
        if (word == Allowed && entry.Tool is null && IsLifecycle(entry.Method))
        {
            return null;
        }

        var at = TimeZoneInfo.ConvertTime(entry.At, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var who = VisibleText.Of(entry.GrantLabel is { Length: > 0 } label ? label : entry.Grant ?? "-", MaxLabel);
        var what = VisibleText.Of(string.Join('/', new[] { entry.Server, entry.Tool ?? entry.Method }.OfType<string>()), MaxTarget);
        var took = word == Allowed && entry.LatencyMs is { } latency ? string.Create(CultureInfo.InvariantCulture, $"{latency,6} ms") : "";
        var after = $"{took}{(why.Length > 0 ? "  " : "")}{VisibleText.Of(why, MaxReason)}";
        return new TerminalLine($"{at}  {who,-10}  {what,-24}  ", after.Length > 0 ? $"{word,-8}" : word, ColourOf(word), after);
    }

    private static (string Word, string Why) Judge(CallEntry entry) => entry switch
    {
        { Count: { } count } => ("DENIED", $"({Words(entry.Outcome)}, {count} in a minute)"),
        { Outcome: AuditOutcome.Pending } => ("HELD", "(waits for a person)"),
        { Verdict: AuditVerdict.Limited } => ("LIMITED", Reason(entry)),
        { Verdict: AuditVerdict.Hidden } => ("HIDDEN", ""),
        { Verdict: AuditVerdict.Deny } or { Outcome: AuditOutcome.Refused } => ("DENIED", Reason(entry)),
        { Outcome: AuditOutcome.Malformed or AuditOutcome.TooLong or AuditOutcome.Busy or AuditOutcome.NoSession } => ("DENIED", $"({Words(entry.Outcome)})"),
        { WouldBe: { } wouldBe } => (Allowed, $"(in shadow: {Words(wouldBe.Verdict)} by {wouldBe.Rule})"),
        { Outcome: AuditOutcome.Answered or AuditOutcome.Done or null } => (Allowed, ""),
        { Outcome: AuditOutcome.Error } => (Allowed, "(the server answered with an error)"),
        _ => (Allowed, $"({Words(entry.Outcome)})"),
    };

    // What was told to an agent about a limit says when it can call again. Everything else is explained by the rule.
    private static string Reason(CallEntry entry) => entry switch
    {
        { Verdict: AuditVerdict.Limited, Message: { Length: > 0 } message } => message.Replace(Policies.Decisions.Reason.Denied, "", StringComparison.Ordinal),
        { Rule: { Length: > 0 } rule } => rule.StartsWith('(') ? rule : $"({rule})",
        _ => "",
    };

    private static bool IsLifecycle(string? method) =>
        method is null or "initialize" or "ping" or "logging/setLevel" || method.StartsWith("notifications/", StringComparison.Ordinal) || method.EndsWith("/list", StringComparison.Ordinal);

    private static string Words(AuditOutcome? outcome) => outcome switch
    {
        AuditOutcome.NotSent => "not sent: the server cannot be reached",
        AuditOutcome.Withheld => "answer withheld: the call was not recorded in time",
        AuditOutcome.Malformed => "malformed",
        AuditOutcome.TooLong => "too long",
        AuditOutcome.Busy => "too many requests at once",
        AuditOutcome.NoSession => "no such session",
        AuditOutcome.Cancelled => "cancelled",
        AuditOutcome.Failed => "the gateway failed",
        AuditOutcome.Unauthenticated => "no valid grant",
        AuditOutcome.OtherServer => "grant for another server",
        _ => "how it ended is not known",
    };

    private static string Words(AuditVerdict? verdict) => verdict switch
    {
        AuditVerdict.Hold => "would be HELD",
        AuditVerdict.Limited => "would be LIMITED",
        AuditVerdict.Hidden => "would be HIDDEN",
        null => "could not be checked",
        _ => "would be DENIED",
    };

    private static ConsoleColor ColourOf(string word) => word switch
    {
        Allowed => ConsoleColor.Green,
        "HELD" or "LIMITED" => ConsoleColor.Yellow,
        _ => ConsoleColor.Red,
    };
}
