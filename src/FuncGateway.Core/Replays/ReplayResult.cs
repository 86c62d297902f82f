using FuncGateway.Policies.Decisions;

namespace FuncGateway.Core.Replays;

/// <summary>What a policy would have done with recorded traffic.</summary>
/// <param name="Requests">How many requests were replayed. Repetitions that waited for the same approval are one.</param>
/// <param name="Changed">How many would be decided otherwise, by what they were and would be.</param>
/// <param name="Undecided">How many cannot be told, by why.</param>
/// <param name="Changes">The newest of the changed ones, newest first; at most <see cref="MaxChanges"/>.</param>
/// <param name="CompleteUntil">Requests after this time were not replayed, because there were too many; null if all were.</param>
// Six parameters: the parts of the result.
public sealed record ReplayResult(
    int Requests,
    int Exact,
    IReadOnlyDictionary<(ReplayVerdict Was, ReplayVerdict WouldBe), int> Changed,
    IReadOnlyDictionary<string, int> Undecided,
    IReadOnlyList<ReplayChange> Changes,
    DateTimeOffset? CompleteUntil)
{
    /// <summary>The most changed requests that are listed.</summary>
    public const int MaxChanges = 500;

    public int TotalChanged => Changed.Values.Sum();

    public int TotalUndecided => Undecided.Values.Sum();

    /// <summary>How many would be possible that were not: refusals of different kinds are alike.</summary>
    public int Opened => Changed.Where(change => change.Key.WouldBe >= ReplayVerdict.Hold && change.Key.WouldBe > change.Key.Was).Sum(change => change.Value);
}

/// <summary>A recorded request that would be decided otherwise.</summary>
/// <param name="Id">Its decision id.</param>
/// <param name="WouldBeRule">What would decide; empty if it would be allowed.</param>
/// <param name="IsExact">Whether its arguments were recorded; otherwise their names alone tell.</param>
// Ten parameters: the columns of the report.
public sealed record ReplayChange(
    string Id, DateTimeOffset At, string Grant, string? GrantLabel, Subject Subject, string Name, ReplayVerdict Was, string Rule, ReplayVerdict WouldBe, string WouldBeRule, bool IsExact);
