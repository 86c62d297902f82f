namespace FuncGateway.Core.Audit;

/// <summary>What a policy in shadow mode would have decided.</summary>
/// <param name="Verdict">Never <see cref="AuditVerdict.Allow"/>; null if a limit could not be checked.</param>
/// <param name="Rule">As in <see cref="CallEntry.Rule"/>.</param>
/// <param name="Message">What the agent would have been told.</param>
/// <param name="Max">The maximum that the request would have exceeded; null if no limit decided.</param>
public sealed record WouldBe(AuditVerdict? Verdict, string Rule, string? Message, decimal? Max = null);
