using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Grants;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Access;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Usage;

namespace FuncGateway.Admin.Overview;

/// <summary>What a person wants to know first. Counts of requests are up to a minute late.</summary>
/// <param name="Hours">The last 24 whole hours (UTC) and the present one, oldest first, without gaps.</param>
/// <param name="LastHour">The requests of the present hour and the one before.</param>
/// <param name="Last24Hours">The requests of all <paramref name="Hours"/>.</param>
/// <param name="PendingApprovals">How many wait for a decision, counted up to 1,000.</param>
/// <param name="DeniedRules">The rules that refused most requests in the last 24 hours, the most frequent first.</param>
/// <param name="NearLimits">The counters of recently used grants with the least left, nearest to their limit first; null if the counters cannot be read.</param>
/// <param name="Servers">Only servers with changed tools, or that did not answer when this instance last reached for them.</param>
/// <param name="Audit">Null if the log was never verified as a whole.</param>
/// <param name="Frozen">Null unless all calls are stopped.</param>
/// <param name="IsFirstRun">Whether no call of a tool was allowed in the last 7 days.</param>
internal sealed record OverviewView(
    DateTimeOffset At,
    IReadOnlyList<HourView> Hours,
    VerdictsView LastHour,
    VerdictsView Last24Hours,
    int PendingApprovals,
    IReadOnlyList<DeniedRuleView> DeniedRules,
    IReadOnlyList<NearLimitView>? NearLimits,
    IReadOnlyList<ServerStateView> Servers,
    AuditStateView? Audit,
    FrozenView? Frozen,
    bool IsFirstRun,
    StepsView Steps);

/// <summary>How many requests of one hour had each verdict.</summary>
/// <param name="From">The beginning of the hour (UTC).</param>
/// <param name="Unknown">As in <see cref="VerdictsView"/>.</param>
internal sealed record HourView(DateTimeOffset From, long Allow, long Deny, long Hold, long Limited, long Hidden, long Unknown)
{
    public static HourView Of(HourCounts hour) =>
        new(hour.From, hour.Counts.Allow, hour.Counts.Deny, hour.Counts.Hold, hour.Counts.Limited, hour.Counts.Hidden, hour.Counts.Unknown);
}

/// <summary>The requests that one rule refused.</summary>
/// <param name="Tool">Null for requests that name no tool. <c>(others)</c> stands for tools beyond those that are counted separately.</param>
/// <param name="Method">The method of requests that name no tool; otherwise null.</param>
/// <param name="Rule">The rule as in the audit entry; null if there is none to name.</param>
/// <param name="Calls">How many were denied, hidden or limited.</param>
internal sealed record DeniedRuleView(string Server, string? Tool, string? Method, string? Rule, long Calls)
{
    private const int Max = 10;

    public static IReadOnlyList<DeniedRuleView> ListOf(DayUsage usage) =>
    [
        .. usage.Keys
            .Select(count => new DeniedRuleView(count.Key.Server, count.Key.Tool, count.Key.Method, count.Key.Rule, count.Counts.Deny + count.Counts.Hidden + count.Counts.Limited))
            .Where(rule => rule.Calls > 0)
            .OrderByDescending(rule => rule.Calls)
            .ThenBy(rule => $"{rule.Server}\n{rule.Tool}\n{rule.Method}\n{rule.Rule}", StringComparer.Ordinal)
            .Take(Max),
    ];
}

/// <summary>A counter that is in use, in the current window of a limit.</summary>
/// <param name="Grant">The grant whose policy has the limit. Of several grants that share the counter, one.</param>
/// <param name="Scope"><c>grant</c>, or <c>server</c> for a counter that all grants of the server share.</param>
/// <param name="State">The same as a text, for example <c>17 of 30, resets in 22 s</c>.</param>
internal sealed record NearLimitView(
    string Grant, string Label, string Server, string Counter, string Scope, string Window, decimal Max, decimal Used, decimal Remaining, DateTimeOffset ResetsAt, string State)
{
    public static NearLimitView Of(Grant grant, CounterView counter) => new(
        grant.Id.Value, grant.Label, counter.Server, counter.Counter, counter.Scope, counter.Window, counter.Max, counter.Used, counter.Remaining, counter.ResetsAt, counter.State);
}

/// <summary>A server that needs attention.</summary>
/// <param name="Changes">How many tools have a definition that nobody has accepted.</param>
/// <param name="Problem">Why it did not answer when this instance last reached for it; null if it did, or was not reached for.</param>
internal sealed record ServerStateView(string Id, string Name, int Changes, string? Problem);

/// <summary>When the whole audit log was last verified.</summary>
internal sealed record AuditStateView(DateTimeOffset VerifiedAt, bool Ok, long Records, int Problems)
{
    public static AuditStateView? Of(LastVerification? last) => last is null ? null : new(last.At, last.Ok, last.Records, last.Problems);
}

/// <summary>Who stopped all calls, since when and why.</summary>
internal sealed record FrozenView(DateTimeOffset Since, string By, string? Reason)
{
    public static FrozenView? Of(Freeze? freeze) => freeze is null ? null : new(freeze.Since, freeze.By, freeze.Reason);
}

/// <summary>Which steps to a first call have been taken.</summary>
/// <param name="Server">There is a server.</param>
/// <param name="Scanned">The tools of a server are known.</param>
/// <param name="Policy">A server has a policy.</param>
/// <param name="Grant">There is a grant that is neither expired nor revoked.</param>
/// <param name="Called">A call of a tool was allowed in the last 7 days.</param>
internal sealed record StepsView(bool Server, bool Scanned, bool Policy, bool Grant, bool Called);

/// <summary>Serialisation of the overview.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OverviewView))]
internal sealed partial class OverviewJson : JsonSerializerContext;
