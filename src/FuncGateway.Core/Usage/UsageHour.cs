using System.Text.Json.Serialization;

namespace FuncGateway.Core.Usage;

/// <summary>What one process counted in one hour (UTC), from the beginning of the hour until it was last saved.</summary>
/// <param name="Writer">Identifies the process: a ULID, new at every start.</param>
public sealed record UsageHour(DateTimeOffset Hour, string Writer, IReadOnlyList<UsageCount> Counts)
{
    public static TimeSpan Length { get; } = TimeSpan.FromHours(1);

    /// <summary>The same counts by server and grant only.</summary>
    public IReadOnlyList<UsageTotal> Totals() =>
    [
        .. Counts.GroupBy(count => (count.Key.Server, count.Key.Grant))
            .Select(counts => new UsageTotal(counts.Key.Server, counts.Key.Grant, counts.Sum(count => count.Counts.Total), counts.Max(count => count.Last))),
    ];

    /// <summary>Returns the beginning of the hour that contains <paramref name="at"/>.</summary>
    public static DateTimeOffset Of(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}

/// <summary>The totals of a <see cref="UsageHour"/>.</summary>
public sealed record UsageHourTotals(DateTimeOffset Hour, IReadOnlyList<UsageTotal> Totals);

/// <summary>The requests of one key. The stored property names are short.</summary>
/// <param name="Last">When the last of them was decided, in whole seconds.</param>
public sealed record UsageCount(
    [property: JsonPropertyName("k")] UsageKey Key,
    [property: JsonPropertyName("n")] VerdictCounts Counts,
    [property: JsonPropertyName("at")] DateTimeOffset Last)
{
    /// <summary>Whether they name a tool and at least one of them was allowed.</summary>
    [JsonIgnore]
    public bool IsAllowedCall => Key.Tool is not null && Counts.Allow > 0;
}

/// <summary>The requests of one grant to one server.</summary>
/// <param name="Grant">Null where the requests of several grants are counted together.</param>
/// <param name="Calls">How many there were, with any verdict.</param>
/// <param name="Last">When the last of them was decided, in whole seconds.</param>
public sealed record UsageTotal(
    [property: JsonPropertyName("s")] string Server,
    [property: JsonPropertyName("g")] string? Grant,
    [property: JsonPropertyName("n")] long Calls,
    [property: JsonPropertyName("at")] DateTimeOffset Last);
