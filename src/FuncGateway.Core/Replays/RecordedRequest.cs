using FuncGateway.Core.Audit;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Core.Replays;

/// <summary>A request of the audit log that a policy decided, as far as a replay needs it.</summary>
/// <param name="At">When the request was admitted under its limits, or refused.</param>
/// <param name="Subject">What it asks for.</param>
/// <param name="Name">The tool, prompt or URI; of a URI, parts that may be credentials are not recorded.</param>
/// <param name="Was">What became of it; null stands for a limit.</param>
/// <param name="Rule">What decided, as the audit log names it; empty if it was allowed.</param>
// Eight parameters: one for each part of the entry.
public sealed record RecordedRequest(string Id, DateTimeOffset At, string Grant, string? GrantLabel, Subject Subject, string Name, ReplayVerdict Was, string Rule)
{
    /// <summary>The names of its arguments; null if they are not known.</summary>
    public IReadOnlyList<string>? ArgumentKeys { get; init; }

    /// <summary>The approval that a person was asked for; null if none was.</summary>
    public string? Approval { get; init; }

    /// <summary>Whether it was sent to the server, or may have been.</summary>
    public bool WasSent { get; init; }

    /// <summary>Returns null for an entry that no policy decided: the lifecycle of a session, a message that was not accepted, or a refusal for another reason.</summary>
    public static RecordedRequest? Of(CallEntry entry)
    {
        var (subject, name) = entry switch
        {
            { Tool: { } tool } => (Subject.Tool, tool),
            { Prompt: { } prompt, Method: "prompts/get" } => (Subject.Prompt, prompt),
            { Resource: { } resource, Method: "resources/read" or "resources/subscribe" or "resources/unsubscribe" } => (Subject.Resource, resource),
            _ => (Subject.Tool, null),
        };
        if (name is null || entry.Verdict is not { } verdict || entry.Grant is not { } grant || IsOfNoPolicy(entry))
        {
            return null;
        }

        // A refusal is told at its end; until then other requests were admitted.
        var isRefused = verdict is AuditVerdict.Limited or AuditVerdict.Deny or AuditVerdict.Hidden;
        return new RecordedRequest(entry.Id, isRefused ? entry.At.AddMilliseconds(entry.LatencyMs ?? 0) : entry.At, grant, entry.GrantLabel, subject, name, Of(verdict), entry.Rule ?? "")
        {
            ArgumentKeys = entry.ArgumentKeys is { } keys && !keys.Any(key => key.EndsWith('…')) ? keys : null,
            Approval = entry.Approval,
            WasSent = verdict is AuditVerdict.Allow or AuditVerdict.Hold && entry.Outcome is AuditOutcome.Answered or AuditOutcome.Error or AuditOutcome.Unknown or AuditOutcome.Withheld or null,
        };
    }

    // Rules in parentheses that stand for something other than the policy, and refusals of what the policy allowed.
    private static bool IsOfNoPolicy(CallEntry entry) =>
        entry.Rule is "(changed since accepted)" or "(frozen)" or "(no policy)" or "(unknown method)" or "(not owned)" or "(audit)" or "(grant)" or "(server)" or "(policy)" or "(malformed)"
        || entry.Outcome is AuditOutcome.Malformed or AuditOutcome.TooLong or AuditOutcome.Busy or AuditOutcome.NoSession or AuditOutcome.Unauthenticated or AuditOutcome.OtherServer
        || entry is { Verdict: AuditVerdict.Allow, Outcome: AuditOutcome.Refused or AuditOutcome.Failed };

    private static ReplayVerdict Of(AuditVerdict verdict) => verdict switch
    {
        AuditVerdict.Allow => ReplayVerdict.Allow,
        AuditVerdict.Hold => ReplayVerdict.Hold,
        AuditVerdict.Limited => ReplayVerdict.Limited,
        AuditVerdict.Hidden => ReplayVerdict.Hidden,
        _ => ReplayVerdict.Deny,
    };
}

/// <summary>What becomes of a request, from least to most access.</summary>
public enum ReplayVerdict
{
    Hidden,
    Deny,
    Limited,
    Hold,
    Allow,
}
