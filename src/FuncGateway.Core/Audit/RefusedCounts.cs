using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Audit;

/// <summary>
/// Counts requests by minute that anyone can send in any number, instead of recording each one: those without a valid grant by server, those without a
/// valid sign-in to the admin API, and those of a grant that are refused before they are read as a message by grant. Strangers choose the server names, so the number of names counted separately is
/// bounded; the counts of grants have a bound of their own, so that strangers cannot use it up.
/// </summary>
public sealed class RefusedCounts(AuditLog log, TimeProvider time)
{
    private const int MaxServers = 100;
    private const int MaxGrants = 1_000;
    private const string Others = "(others)";
    private const string AdminApi = "(admin API)";
    private readonly Lock _gate = new();
    private readonly Dictionary<Key, int> _strangers = [];
    private readonly Dictionary<Key, int> _grants = [];

    public void AddUnauthenticated(ServerId server) => AddStranger(server, AuditOutcome.Unauthenticated);

    public void AddOtherServer(ServerId server) => AddStranger(server, AuditOutcome.OtherServer);

    /// <summary>Counts a post of a grant that is not a valid message.</summary>
    /// <param name="outcome"><see cref="AuditOutcome.Malformed"/> or <see cref="AuditOutcome.TooLong"/>.</param>
    public void AddUnreadable(Caller caller, AuditOutcome outcome) => AddGrant(caller, outcome);

    /// <summary>Counts a request of a grant that was refused because a ceiling was reached.</summary>
    public void AddBusy(Caller caller) => AddGrant(caller, AuditOutcome.Busy);

    /// <summary>Counts a request to the admin API without a valid sign-in.</summary>
    public void AddAdmin()
    {
        lock (_gate)
        {
            Add(_grants, int.MaxValue, new Key(Minute(), AdminApi, null, AuditOutcome.Unauthenticated));
        }
    }

    /// <summary>Writes the counts of the minutes that have ended.</summary>
    public async Task WriteAsync(DateTimeOffset now)
    {
        foreach (var (key, count) in Take(now))
        {
            await log.WriteAsync(EntryOf(key, count));
        }
    }

    private static AuditEntry EntryOf(Key key, int count) => key.Server == AdminApi
        ? new AdminEntry(AuditLog.NewId(key.Minute), key.Minute, AdminEntry.Nobody, [], "signIn", "") { Outcome = key.Outcome, Count = count }
        : new CallEntry(AuditLog.NewId(key.Minute), key.Minute) { Server = key.Server, Grant = key.Grant, Outcome = key.Outcome, Count = count };

    private void AddStranger(ServerId server, AuditOutcome outcome)
    {
        lock (_gate)
        {
            Add(_strangers, MaxServers, new Key(Minute(), server.Value, null, outcome));
        }
    }

    private void AddGrant(Caller caller, AuditOutcome outcome)
    {
        lock (_gate)
        {
            Add(_grants, MaxGrants, new Key(Minute(), caller.Server.Id.Value, caller.Grant.Id.Value, outcome));
        }
    }

    private static void Add(Dictionary<Key, int> counts, int max, Key key)
    {
        key = counts.Count >= max && !counts.ContainsKey(key) ? key with { Server = Others, Grant = null } : key;
        counts[key] = counts.GetValueOrDefault(key) + 1;
    }

    private DateTimeOffset Minute()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
    }

    private KeyValuePair<Key, int>[] Take(DateTimeOffset now)
    {
        lock (_gate)
        {
            return [.. Take(_strangers, now), .. Take(_grants, now)];
        }
    }

    private static List<KeyValuePair<Key, int>> Take(Dictionary<Key, int> counts, DateTimeOffset now)
    {
        var ended = counts.Where(count => count.Key.Minute <= now - TimeSpan.FromMinutes(1)).ToList();
        foreach (var (key, _) in ended)
        {
            counts.Remove(key);
        }

        return ended;
    }

    private sealed record Key(DateTimeOffset Minute, string Server, string? Grant, AuditOutcome Outcome);
}
