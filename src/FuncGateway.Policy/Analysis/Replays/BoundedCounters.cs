using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Analysis.Replays;

/// <summary>Counts recorded requests under limits when not all of them are known: the least and the most that may have been used of each window.</summary>
public sealed class BoundedCounters
{
    private readonly Dictionary<(string Scope, string Counter, long Window), (decimal Least, decimal Most)> _used = [];

    /// <summary>Takes the charges of a request, if there is enough left.</summary>
    /// <param name="isCertain">Whether the request is certainly made; otherwise it may not have been, and only the most that may have been used grows.</param>
    /// <returns>Whether the request is limited, null if that is not known, and the limit.</returns>
    public (bool? IsLimited, Limit? Limit) Take(IReadOnlyList<DraftCharge> charges, string grant, DateTimeOffset at, bool isCertain = true)
    {
        var (least, most) = (Find(charges, grant, at, mostUsed: false), Find(charges, grant, at, mostUsed: true));

        // Full even if as little was used as possible.
        if (least is not null)
        {
            return (true, least);
        }

        foreach (var (limit, amount) in charges)
        {
            var key = KeyOf(limit, grant, at);
            var used = _used.GetValueOrDefault(key);
            _used[key] = (isCertain && most is null ? used.Least + (amount ?? 0) : used.Least, Math.Min(limit.Max, amount is { } known ? Math.Min(used.Most, limit.Max) + Math.Min(known, limit.Max - Math.Min(used.Most, limit.Max)) : limit.Max));
        }

        return (most is null ? false : null, most);
    }

    /// <summary>Forgets what was counted before a time, after which no request comes.</summary>
    public void Forget(DateTimeOffset before)
    {
        foreach (var key in _used.Keys.Where(key => EndOf(key) <= before).ToArray())
        {
            _used.Remove(key);
        }
    }

    // The first limit that has too little left for the charges.
    private Limit? Find(IReadOnlyList<DraftCharge> charges, string grant, DateTimeOffset at, bool mostUsed)
    {
        var left = new Dictionary<(string, string, long), decimal>();
        foreach (var (limit, amount) in charges)
        {
            var key = KeyOf(limit, grant, at);
            var used = _used.GetValueOrDefault(key);
            var before = left.TryGetValue(key, out var known) ? known : limit.Max - (mostUsed ? used.Most : used.Least);

            // An amount that is not known may be nothing, or more than there is.
            var taken = amount ?? (mostUsed ? limit.Max : 0);
            if (taken > before)
            {
                return limit;
            }

            left[key] = before - taken;
        }

        return null;
    }

    private static (string Scope, string Counter, long Window) KeyOf(Limit limit, string grant, DateTimeOffset at) =>
        (limit.Scope == Scope.Server ? "" : grant, limit.CounterId, limit.Window.IndexOf(at));

    private static DateTimeOffset EndOf((string Scope, string Counter, long Window) key)
    {
        var seconds = int.Parse(key.Counter.AsSpan(key.Counter.LastIndexOf('/') + 1), System.Globalization.CultureInfo.InvariantCulture);
        return DateTimeOffset.UnixEpoch.AddSeconds((key.Window + 1) * seconds);
    }
}
