using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Analysis.Counters;

/// <summary>Counts calls under limits as the gateway does, without one: fixed windows, and all charges of a call or none.</summary>
internal sealed class CounterSimulation
{
    private readonly Dictionary<(string Scope, string Counter, long Window), decimal> _used = [];

    /// <summary>Takes the charges of a call. Returns the first limit that has too little left, in which case nothing is taken; null if there was enough.</summary>
    /// <param name="grant">Whose call it is.</param>
    public Limit? Take(IReadOnlyList<Charge> charges, string grant, DateTimeOffset at)
    {
        if (FindFull(charges, grant, at) is { } full)
        {
            return full;
        }

        foreach (var charge in charges)
        {
            var key = KeyOf(charge.Limit, grant, at);
            _used[key] = _used.GetValueOrDefault(key) + charge.Amount;
        }

        return null;
    }

    /// <summary>Gives back what a call took that was not sent, in the window in which it took it.</summary>
    public void Return(IReadOnlyList<Charge> charges, string grant, DateTimeOffset at)
    {
        foreach (var charge in charges)
        {
            var key = KeyOf(charge.Limit, grant, at);
            _used[key] = _used.GetValueOrDefault(key) - charge.Amount;
        }
    }

    /// <summary>Returns the first limit that has too little left for a call, without taking anything; null if there is none.</summary>
    public Limit? FindFull(IReadOnlyList<Charge> charges, string grant, DateTimeOffset at)
    {
        // Several charges may be to the same counter. Amounts have up to 28 digits, so sums beyond a maximum are not calculated.
        var left = new Dictionary<(string, string, long), decimal>();
        foreach (var (limit, amount) in charges)
        {
            var key = KeyOf(limit, grant, at);
            var before = left.TryGetValue(key, out var known) ? known : limit.Max - _used.GetValueOrDefault(key);
            if (amount > before)
            {
                return limit;
            }

            left[key] = before - amount;
        }

        return null;
    }

    /// <summary>Forgets the windows that have ended before a time, so that a long replay stays small.</summary>
    public void Forget(DateTimeOffset before)
    {
        // The longest window is a day, and windows are numbered from the epoch, so a number says little without its length, which is at the end of the counter's id.
        foreach (var key in _used.Keys.Where(key => EndOf(key) <= before).ToArray())
        {
            _used.Remove(key);
        }
    }

    private static (string Scope, string Counter, long Window) KeyOf(Limit limit, string grant, DateTimeOffset at) =>
        (limit.Scope == Scope.Server ? "" : grant, limit.CounterId, limit.Window.IndexOf(at));

    private static DateTimeOffset EndOf((string Scope, string Counter, long Window) key)
    {
        var seconds = int.Parse(key.Counter.AsSpan(key.Counter.LastIndexOf('/') + 1), System.Globalization.CultureInfo.InvariantCulture);
        return DateTimeOffset.UnixEpoch.AddSeconds((key.Window + 1) * seconds);
    }
}
