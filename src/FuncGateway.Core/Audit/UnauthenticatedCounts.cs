using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Audit;

/// <summary>
/// Counts requests without a valid grant by minute and server, instead of recording each one. Anyone can choose the server names in these requests, so
/// the number of names counted separately is bounded.
/// </summary>
public sealed class UnauthenticatedCounts(AuditLog log, TimeProvider time)
{
    private const int MaxServers = 100;
    private const string Others = "(others)";
    private readonly Lock _gate = new();
    private Dictionary<(DateTimeOffset Minute, string Server, AuditOutcome Outcome), int> _counts = [];

    public void AddUnauthenticated(ServerId server) => Add(server.Value, AuditOutcome.Unauthenticated);

    public void AddOtherServer(ServerId server) => Add(server.Value, AuditOutcome.OtherServer);

    /// <summary>Writes the counts of the minutes that have ended.</summary>
    public async Task WriteAsync(DateTimeOffset now)
    {
        foreach (var (key, count) in Take(now))
        {
            var entry = new CallEntry(AuditLog.NewId(key.Minute), key.Minute) { Server = key.Server, Outcome = key.Outcome, Count = count };
            await log.WriteAsync(entry);
        }
    }

    private void Add(string server, AuditOutcome outcome)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var minute = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        lock (_gate)
        {
            var key = (minute, server, outcome);
            key = _counts.Count >= MaxServers && !_counts.ContainsKey(key) ? (minute, Others, outcome) : key;
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
        }
    }

    private Dictionary<(DateTimeOffset Minute, string Server, AuditOutcome Outcome), int> Take(DateTimeOffset now)
    {
        lock (_gate)
        {
            var ended = _counts.Where(count => count.Key.Minute <= now - TimeSpan.FromMinutes(1)).ToDictionary();
            _counts = _counts.Where(count => !ended.ContainsKey(count.Key)).ToDictionary();
            return ended;
        }
    }
}
