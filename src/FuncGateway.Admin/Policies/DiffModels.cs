using System.Text.Json;
using FuncGateway.Policies.Analysis.Diffs;

namespace FuncGateway.Admin.Policies;

/// <summary>The request body to compare two policies.</summary>
/// <param name="After">The new policy: a document, or the id of a policy of the server, with <c>@</c> and a number for one of its revisions.</param>
/// <param name="Before">The earlier policy, in the same form; null or absent if there is none, so that nothing was possible.</param>
/// <param name="Server">The server that has the policies, and whose tools changes are shown with.</param>
internal sealed record DiffBody(JsonElement After, JsonElement? Before = null, string? Server = null);

/// <summary>The differences in behaviour of two policies.</summary>
/// <param name="Result"><c>none</c>, <c>onlyTighter</c>, <c>opensAccess</c>, or <c>notDecided</c> if no new access was found and some requests could not be compared.</param>
/// <param name="Changes">Those that open access first; at most 500.</param>
/// <param name="Total">The number of changes that were found.</param>
/// <param name="NotDecided">What could not be compared.</param>
internal sealed record DiffView(DiffResult Result, IReadOnlyList<ChangeView> Changes, int Total, IReadOnlyList<UndecidedPart> NotDecided)
{
    public static DiffView Of(PolicyDiff diff) => new(diff.Result, [.. diff.Changes.Select(ChangeView.Of)], diff.Total, diff.NotDecided);
}

/// <summary>One difference in behaviour.</summary>
/// <param name="Kind"><c>verdict</c>, <c>listing</c>, <c>limit</c>, <c>otherMethods</c> or <c>mode</c>.</param>
/// <param name="Subject"><c>tool</c>, <c>resource</c>, <c>prompt</c> or <c>policy</c>.</param>
/// <param name="Name">The name, URI or pattern; "(any other)" for those that neither document names.</param>
/// <param name="Effect"><c>tighter</c> or <c>opens</c>.</param>
/// <param name="When">For which requests, such as <c>amount > 5000</c>; empty for all.</param>
/// <param name="RuleBefore">What decided: JSON Pointer into the earlier document, or a name in parentheses; empty if nothing did.</param>
/// <param name="RuleAfter">What decides: JSON Pointer into the new document, or a name in parentheses; empty if nothing does.</param>
/// <param name="Witness">A request that both policies decide as the change says; null if the change is not about single requests.</param>
// Ten parameters: the columns of the report.
internal sealed record ChangeView(
    ChangeKind Kind, string Subject, string Name, string From, string To, ChangeEffect Effect, string When, string RuleBefore, string RuleAfter, WitnessView? Witness)
{
    public static ChangeView Of(AccessChange change) => new(
        change.Kind, change.Subject, change.Name, change.From, change.To, change.Effect, change.When, change.RuleBefore, change.RuleAfter, WitnessView.Of(change.Witness));
}
