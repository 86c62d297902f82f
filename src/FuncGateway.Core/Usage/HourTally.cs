using FuncGateway.Core.Audit;
using FuncGateway.Policies.Text;

namespace FuncGateway.Core.Usage;

/// <summary>
/// The counts of one hour in this process. Agents choose the names that are counted, so the number of keys and the length of their names are bounded, for
/// each grant and altogether; an hour always fits in a row of the store. Must be called under a lock.
/// </summary>
internal sealed class HourTally(DateTimeOffset hour)
{
    /// <summary>How many keys are counted separately. Far more than the tools and rules that a process meets in an hour.</summary>
    internal const int MaxKeys = 1_000;

    /// <summary>How many keys of one grant are counted separately, so that one grant cannot use up those of all others.</summary>
    internal const int MaxKeysOfGrant = 200;

    /// <summary>How many keys there are, including those for all other tools of a grant.</summary>
    internal const int MaxKeysWithGrants = 1_300;

    /// <summary>How many keys there are, including those for all other grants of a server. Beyond that there is one more, for everything else.</summary>
    internal const int MaxKeysWithServers = 1_400;

    /// <summary>The length of the names of all keys, in bytes of the stored form.</summary>
    internal const int MaxNameBytes = 128 * 1_024;

    private readonly Dictionary<UsageKey, Tally> _tallies = [];
    private readonly Dictionary<string, int> _keysOfGrant = [];
    private int _nameBytes;

    public DateTimeOffset Hour => hour;

    public DateTimeOffset End { get; } = hour + UsageHour.Length;

    /// <summary>How often something has been counted, to tell whether anything has been since the hour was saved.</summary>
    public long Counted { get; private set; }

    /// <summary>What <see cref="Counted"/> was when the hour was last saved.</summary>
    public long Saved { get; set; }

    public void Add(in UsageKey key, AuditVerdict verdict, DateTimeOffset at)
    {
        TallyOf(key).Add(verdict, at);
        Counted++;
    }

    public void AddUnknown(in UsageKey key, DateTimeOffset at)
    {
        TallyOf(key).AddUnknown(at);
        Counted++;
    }

    public IReadOnlyList<UsageCount> List() => [.. _tallies.Select(tally => tally.Value.Read(tally.Key))];

    private Tally TallyOf(in UsageKey key) => _tallies.TryGetValue(key, out var tally) ? tally : FindOrAdd(key);

    private Tally FindOrAdd(UsageKey key)
    {
        var shown = key with { Tool = Shown(key.Tool), Method = Shown(key.Method), Rule = Shown(key.Rule) };
        if (_tallies.TryGetValue(shown, out var tally))
        {
            return tally;
        }

        if (TryMakeRoom(shown))
        {
            return _tallies[shown] = new Tally();
        }

        var others = OthersOf(key);
        return _tallies.TryGetValue(others, out tally) ? tally : _tallies[others] = new Tally();
    }

    private UsageKey OthersOf(UsageKey key)
    {
        var ofGrant = new UsageKey(key.Server, key.Grant, UsageKey.Others, null, null);
        var ofServer = ofGrant with { Grant = null };
        return _tallies.Count < MaxKeysWithGrants || _tallies.ContainsKey(ofGrant) ? ofGrant
            : _tallies.Count < MaxKeysWithServers || _tallies.ContainsKey(ofServer) ? ofServer
            : ofServer with { Server = UsageKey.Others };
    }

    private bool TryMakeRoom(UsageKey key)
    {
        var grant = key.Grant ?? "";
        var ofGrant = _keysOfGrant.GetValueOrDefault(grant);
        var length = UsageJson.LengthOf(key.Tool) + UsageJson.LengthOf(key.Method) + UsageJson.LengthOf(key.Rule);
        if (_tallies.Count >= MaxKeys || ofGrant >= MaxKeysOfGrant || _nameBytes + length > MaxNameBytes)
        {
            return false;
        }

        _keysOfGrant[grant] = ofGrant + 1;
        _nameBytes += length;
        return true;
    }

    private static string? Shown(string? name) => name is null ? null : VisibleText.Of(name);

    private sealed class Tally
    {
        private VerdictCounts _counts;
        private long _lastTicks;

        public void Add(AuditVerdict verdict, DateTimeOffset at)
        {
            _counts = _counts.And(verdict);
            _lastTicks = Math.Max(_lastTicks, at.UtcTicks);
        }

        public void AddUnknown(DateTimeOffset at)
        {
            _counts = _counts with { Unknown = _counts.Unknown + 1 };
            _lastTicks = Math.Max(_lastTicks, at.UtcTicks);
        }

        public UsageCount Read(UsageKey key) => new(key, _counts, new DateTimeOffset(_lastTicks - (_lastTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero));
    }
}
