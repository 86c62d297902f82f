namespace FuncGateway.Core.Usage;

/// <summary>The usage of a grant.</summary>
/// <param name="LastUsed">When its last request in the last 7 days was decided; null if there was none.</param>
public sealed record GrantUsage(DateTimeOffset? LastUsed, UsagePeriod LastHour, UsagePeriod Last24Hours, UsagePeriod Last7Days);

/// <summary>The requests of a grant in a period that ends now.</summary>
/// <param name="From">The beginning of the first hour that is counted. Whole hours are counted, so the period is up to an hour longer than its name says.</param>
/// <param name="Keys">The requests by tool and rule, the most frequent first.</param>
public sealed record UsagePeriod(DateTimeOffset From, VerdictCounts Counts, IReadOnlyList<UsageCount> Keys);

/// <summary>How much a grant or server is used.</summary>
/// <param name="LastUsed">When the last request in the last 7 days was decided; null if there was none.</param>
/// <param name="CallsLast24Hours">How many requests there were, with any verdict. Whole hours are counted, so the period is up to an hour longer.</param>
public sealed record UsageSummary(DateTimeOffset? LastUsed, long CallsLast24Hours)
{
    public static UsageSummary None { get; } = new(null, 0);

    internal UsageSummary With(DateTimeOffset last, long calls) => new(LastUsed > last ? LastUsed : last, CallsLast24Hours + calls);
}
