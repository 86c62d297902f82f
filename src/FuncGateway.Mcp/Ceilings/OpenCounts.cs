using FuncGateway.Core.Access;

namespace FuncGateway.Mcp.Ceilings;

/// <summary>Counts what is open at the same time, for each grant and in the whole process.</summary>
/// <param name="perGrant">The ceiling of each grant.</param>
/// <param name="total">The ceiling of the process.</param>
internal sealed class OpenCounts(CeilingLimit perGrant, CeilingLimit total)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<GrantId, int> _perGrant = [];
    private int _total;

    /// <summary>Counts one more; disposing the slot takes it off again. Without a slot, gives the ceiling that is reached.</summary>
    public (Slot? Slot, CeilingLimit? Reached) Add(GrantId grant)
    {
        lock (_gate)
        {
            var open = _perGrant.GetValueOrDefault(grant);
            var reached = open >= perGrant.Max ? perGrant : _total >= total.Max ? total : null;
            if (reached is not null)
            {
                return (null, reached);
            }

            _perGrant[grant] = open + 1;
            _total++;
            return (new Slot(this, grant), null);
        }
    }

    private void Remove(GrantId grant)
    {
        lock (_gate)
        {
            _total--;
            if (--_perGrant[grant] == 0)
            {
                _perGrant.Remove(grant);
            }
        }
    }

    internal sealed class Slot(OpenCounts counts, GrantId grant) : IDisposable
    {
        private int _isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            {
                counts.Remove(grant);
            }
        }
    }
}

/// <summary>One ceiling.</summary>
/// <param name="Name">Its value of the telemetry tag.</param>
/// <param name="Setting">The setting that raises it.</param>
/// <param name="Counted">What is counted: the words that follow the number in "at most 20 …".</param>
/// <param name="IsOfGrant">Whether it counts for each grant, so that other grants are not affected.</param>
internal sealed record CeilingLimit(string Name, string Setting, int Max, string Counted, bool IsOfGrant);
