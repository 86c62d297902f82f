using FuncGateway.Core.Audit;

namespace FuncGateway.Core.Usage;

/// <summary>Counts the requests of agents that were decided on, hour by hour, until <see cref="UsageWriter"/> has stored them. Thread-safe.</summary>
public sealed class UsageCounts
{
    /// <summary>How many hours are kept while the store does not accept them. Far longer than it may be away before calls are refused.</summary>
    internal const int MaxHours = 24;

    private readonly Lock _gate = new();
    private readonly List<HourTally> _hours = [];

    /// <summary>Counts a request. Called once for each. Does not allocate for a key that has been counted before in the hour.</summary>
    /// <param name="at">The time in its record.</param>
    public void Add(in UsageKey key, AuditVerdict verdict, DateTimeOffset at)
    {
        lock (_gate)
        {
            HourOf(at).Add(key, verdict, at);
        }
    }

    /// <summary>Counts that the outcome of a request is unknown. Called after <see cref="Add"/>, at most once for each.</summary>
    /// <inheritdoc cref="Add"/>
    public void AddUnknown(in UsageKey key, DateTimeOffset at)
    {
        lock (_gate)
        {
            HourOf(at).AddUnknown(key, at);
        }
    }

    /// <summary>Returns the hours with requests that have not been saved, oldest first.</summary>
    internal IReadOnlyList<UnsavedHour> ListUnsaved()
    {
        lock (_gate)
        {
            return [.. _hours.Where(hour => hour.Counted > hour.Saved).Select(hour => new UnsavedHour(hour.Hour, hour.List(), hour.Counted))];
        }
    }

    /// <summary>Notes that an hour has been saved. A past hour is then forgotten: nothing is added to it any more.</summary>
    internal void MarkSaved(UnsavedHour saved)
    {
        lock (_gate)
        {
            if (_hours.Find(hour => hour.Hour == saved.Hour) is { } hour)
            {
                hour.Saved = saved.Counted;
                if (hour != _hours[^1] && hour.Counted == hour.Saved)
                {
                    _hours.Remove(hour);
                }
            }
        }
    }

    // The entry of a request that waited has the time of its arrival. If a later hour has begun since, it counts there, because its own hour is complete.
    private HourTally HourOf(DateTimeOffset at)
    {
        if (_hours.Count > 0 && at < _hours[^1].End)
        {
            return _hours[^1];
        }

        if (_hours.Count == MaxHours)
        {
            _hours.RemoveAt(0);
        }

        var hour = new HourTally(UsageHour.Of(at));
        _hours.Add(hour);
        return hour;
    }
}

/// <summary>What an hour amounts to at one moment.</summary>
/// <param name="Counted">What the hour had counted by then.</param>
internal sealed record UnsavedHour(DateTimeOffset Hour, IReadOnlyList<UsageCount> Counts, long Counted);
