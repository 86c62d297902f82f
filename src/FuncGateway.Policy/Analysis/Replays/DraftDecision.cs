using FuncGateway.Policies.Analysis.Diffs;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Analysis.Replays;

/// <summary>What a policy decides on a recorded request, as far as that is known.</summary>
/// <param name="Verdict">Null if it depends on argument values that were not recorded, or cannot be analysed. Limits are not looked at.</param>
/// <param name="Rule">What decides, as the audit log names it; empty if the request is allowed.</param>
/// <param name="Charges">What the request takes from limits.</param>
/// <param name="Why">Why the verdict is not known, to follow "because"; null if it is.</param>
public sealed record DraftDecision(AccessVerdict? Verdict, string Rule, IReadOnlyList<DraftCharge> Charges, string? Why = null);

/// <summary>What a request takes from a limit.</summary>
/// <param name="Amount">Null if it depends on an argument value that was not recorded.</param>
public sealed record DraftCharge(Limit Limit, decimal? Amount);
