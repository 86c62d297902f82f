using System.Text.Json;
using FuncGateway.Core.Replays;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Admin.Policies;

/// <summary>The request body to replay recorded traffic under a policy.</summary>
/// <param name="Server">The server whose traffic it is.</param>
/// <param name="Policy">A policy document, or the id of a policy of the server, with <c>@</c> and a number for one of its revisions.</param>
/// <param name="Days">How many days back, 1 to 30. Default: 7.</param>
/// <param name="Grant">The id of a grant: only its requests; absent for all.</param>
internal sealed record ReplayBody(string Server, JsonElement Policy, int? Days = null, string? Grant = null);

/// <summary>What a policy would have done with recorded traffic.</summary>
/// <param name="Requests">How many requests were replayed. Repetitions that waited for the same approval are one.</param>
/// <param name="Exact">How many of them with their arguments, which were recorded; of the others, the names of the arguments alone tell.</param>
/// <param name="Changed">How many would be decided otherwise.</param>
/// <param name="Opened">How many of these would be possible and were not.</param>
/// <param name="ByVerdict">The changed ones by what they were and would be.</param>
/// <param name="Undecided">How many cannot be told, by why.</param>
/// <param name="Changes">The newest of the changed ones; at most 500.</param>
/// <param name="CompleteUntil">Requests after this time were not replayed, because there were too many; null if all were.</param>
// Eight parameters: the parts of the answer.
internal sealed record ReplayView(
    int Requests,
    int Exact,
    int Changed,
    int Opened,
    IReadOnlyList<ReplayCount> ByVerdict,
    IReadOnlyList<UndecidedCount> Undecided,
    IReadOnlyList<ReplayChangeView> Changes,
    DateTimeOffset? CompleteUntil)
{
    public static ReplayView Of(ReplayResult result) => new(
        result.Requests,
        result.Exact,
        result.TotalChanged,
        result.Opened,
        [.. result.Changed.OrderByDescending(each => each.Value).Select(each => new ReplayCount(each.Key.Was, each.Key.WouldBe, each.Value))],
        [.. result.Undecided.OrderByDescending(each => each.Value).Select(each => new UndecidedCount(each.Key, each.Value))],
        [.. result.Changes.Select(ReplayChangeView.Of)],
        result.CompleteUntil);
}

/// <summary>How many requests would change in this way.</summary>
internal sealed record ReplayCount(ReplayVerdict Was, ReplayVerdict WouldBe, int Requests);

/// <summary>How many requests cannot be told, because of this.</summary>
internal sealed record UndecidedCount(string Why, int Requests);

/// <summary>A recorded request that would be decided otherwise.</summary>
/// <param name="Id">Its decision id.</param>
/// <param name="Name">The tool, prompt or URI.</param>
/// <param name="Rule">What decided, as the audit log names it; empty if it was allowed.</param>
/// <param name="WouldBeRule">What would decide; empty if it would be allowed.</param>
/// <param name="Exact">Whether its arguments were recorded.</param>
// Ten parameters: the columns of the report.
internal sealed record ReplayChangeView(
    string Id, DateTimeOffset At, string Grant, string? GrantLabel, Subject Subject, string Name, ReplayVerdict Was, string Rule, ReplayVerdict WouldBe, string WouldBeRule, bool Exact)
{
    public static ReplayChangeView Of(ReplayChange change) => new(
        change.Id, change.At, change.Grant, change.GrantLabel, change.Subject, change.Name, change.Was, change.Rule, change.WouldBe, change.WouldBeRule, change.IsExact);
}
