using System.Globalization;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Access;
using FuncGateway.Core.Usage;

namespace FuncGateway.Admin.Grants;

/// <summary>The usage of a grant as returned by the admin API.</summary>
/// <param name="LastUsed">When the last request in the last 7 days was decided; null if there was none.</param>
/// <param name="Server">Null if the grant reaches several servers.</param>
/// <param name="Access">The servers that the grant reaches.</param>
/// <param name="Counters">One for each limit of the grant's policies as they are now, by server.</param>
internal sealed record GrantUsageView(
    string Grant,
    string? Server,
    IReadOnlyList<ServerAccessView> Access,
    DateTimeOffset? LastUsed,
    UsagePeriodView LastHour,
    UsagePeriodView Last24Hours,
    UsagePeriodView Last7Days,
    IReadOnlyList<CounterView> Counters)
{
    public static GrantUsageView Of(Grant grant, GrantUsage usage, IReadOnlyList<CounterReading> counters, DateTimeOffset now) => new(
        grant.Id.Value,
        grant.Access is [var only] ? only.Server.Value : null,
        [.. grant.Access.Select(ServerAccessView.Of)],
        usage.LastUsed,
        UsagePeriodView.Of(usage.LastHour),
        UsagePeriodView.Of(usage.Last24Hours),
        UsagePeriodView.Of(usage.Last7Days),
        [.. counters.Select(counter => CounterView.Of(counter, now))]);
}

/// <summary>The requests in a period that ends now.</summary>
/// <param name="From">The beginning of the first hour that is counted: whole hours (UTC) are, so the period is up to an hour longer than its name says.</param>
/// <param name="Calls">How many there were, with any verdict.</param>
/// <param name="Tools">The requests by tool and rule, the most frequent first.</param>
internal sealed record UsagePeriodView(DateTimeOffset From, long Calls, VerdictsView Verdicts, IReadOnlyList<ToolUsageView> Tools)
{
    public static UsagePeriodView Of(UsagePeriod period) =>
        new(period.From, period.Counts.Total, VerdictsView.Of(period.Counts), [.. period.Keys.Select(ToolUsageView.Of)]);
}

/// <summary>The requests that one rule decided.</summary>
/// <param name="Tool">Null for requests that name no tool. <c>(others)</c> stands for tools beyond those that are counted separately.</param>
/// <param name="Method">The method of requests that name no tool; otherwise null.</param>
/// <param name="Rule">The rule as in the audit entry; null if there is none to name.</param>
internal sealed record ToolUsageView(string Server, string? Tool, string? Method, string? Rule, long Calls, VerdictsView Verdicts, DateTimeOffset LastUsed)
{
    public static ToolUsageView Of(UsageCount count) =>
        new(count.Key.Server, count.Key.Tool, count.Key.Method, count.Key.Rule, count.Counts.Total, VerdictsView.Of(count.Counts), count.Last);
}

/// <summary>A counter in the current window of a limit.</summary>
/// <param name="Server">The server whose calls it counts.</param>
/// <param name="Rule">Where the limit is in the policy.</param>
/// <param name="Scope"><c>grant</c>, or <c>server</c> for a counter that all grants of the server share.</param>
/// <param name="Window">What the limit counts over: <c>minute</c>, <c>hour</c>, <c>day</c> or a number of seconds.</param>
/// <param name="Used">What has been issued in the window, including what instances of the gateway hold for calls to come and return after some seconds.</param>
/// <param name="State">The same as a text, for example <c>17 of 30, resets in 22 s</c>.</param>
internal sealed record CounterView(
    string Server, string Counter, string Rule, string Scope, string Window, decimal Max, decimal Used, decimal Remaining, DateTimeOffset ResetsAt, string State)
{
    public static CounterView Of(CounterReading reading, DateTimeOffset now) => new(
        reading.Server.Value,
        reading.Limit.Counter,
        reading.Limit.Pointer,
        reading.IsShared ? "server" : "grant",
        reading.Limit.Window.Name,
        reading.Limit.Max,
        reading.Used,
        reading.Remaining,
        reading.ResetsAt,
        string.Create(CultureInfo.InvariantCulture, $"{reading.Used:0.############################} of {reading.Limit.Max:0.############################}, resets in {Words(reading.ResetsAt - now)}"));

    // Rounded up, so that it never says 0 before the window has ended.
    private static string Words(TimeSpan left) => left switch
    {
        { TotalSeconds: <= 120 } => $"{Whole(left.TotalSeconds)} s",
        { TotalMinutes: <= 120 } => $"{Whole(left.TotalMinutes)} min",
        _ => $"{Whole(left.TotalHours)} h",
    };

    private static string Whole(double number) => Math.Max(1, Math.Ceiling(number)).ToString(CultureInfo.InvariantCulture);
}
