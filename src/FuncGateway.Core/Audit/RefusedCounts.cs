using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Audit;

/// <summary>
/// Counts requests by minute that anyone can send in any number, instead of recording each one: those without a valid grant by server, those of a grant that
/// are refused before they are read as a message by grant, those without a valid sign-in to the admin API, and those that a signed-in person may not make
/// by person, after the first ones. Each kind has a bound of its own for what is counted separately, so that strangers cannot use up that of grants.
/// </summary>
public sealed class RefusedCounts(AuditLog log, TimeProvider time)
{
    /// <summary>How many refused requests of a person are recorded one by one in a minute.</summary>
    public const int RecordedPerMinute = 60;

    private const int MaxServers = 100;
    private const int MaxGrants = 1_000;
    private const int MaxPeople = 1_000;
    private const string Others = "(others)";
    private readonly MinuteCounts<Agents> _strangers = new(MaxServers, key => key with { Server = Others }, time);
    private readonly MinuteCounts<Agents> _grants = new(MaxGrants, key => key with { Server = Others, Grant = null }, time);
    private readonly MinuteCounts<string> _signIns = new(1, nobody => nobody, time);
    private readonly MinuteCounts<string> _people = new(MaxPeople, _ => Others, time);

    public void AddUnauthenticated(ServerId server) => _strangers.Add(new(server.Value, null, AuditOutcome.Unauthenticated));

    public void AddOtherServer(ServerId server) => _strangers.Add(new(server.Value, null, AuditOutcome.OtherServer));

    /// <summary>Counts a post of a grant that is not a valid message, or whose client disconnected before it had arrived.</summary>
    /// <param name="outcome"><see cref="AuditOutcome.Malformed"/>, <see cref="AuditOutcome.TooLong"/> or <see cref="AuditOutcome.Cancelled"/>.</param>
    public void AddUnreadable(Caller caller, AuditOutcome outcome) => AddGrant(caller, outcome);

    /// <summary>Counts a request of a grant that was refused because a ceiling was reached.</summary>
    public void AddBusy(Caller caller) => AddGrant(caller, AuditOutcome.Busy);

    /// <summary>Counts a request to the admin API without a valid sign-in.</summary>
    public void AddAdmin() => _signIns.Add(AdminEntry.Nobody);

    /// <summary>Counts a request that a signed-in person may not make. Returns whether it is to be recorded on its own, as the first ones of the minute are.</summary>
    public bool AddForbidden(string who) => _people.Add(who) <= RecordedPerMinute;

    /// <summary>Writes the counts of the minutes that have ended.</summary>
    public async Task WriteAsync(DateTimeOffset now)
    {
        foreach (var (minute, agents, count) in _strangers.Take(now).Concat(_grants.Take(now)))
        {
            await log.WriteAsync(new CallEntry(AuditLog.NewId(minute), minute) { Server = agents.Server, Grant = agents.Grant, Outcome = agents.Outcome, Count = count });
        }

        foreach (var (minute, who, count) in _signIns.Take(now))
        {
            await log.WriteAsync(PersonEntry(minute, who, "signIn", AuditOutcome.Unauthenticated, count));
        }

        foreach (var (minute, who, count) in _people.Take(now).Where(counted => counted.Count > RecordedPerMinute))
        {
            await log.WriteAsync(PersonEntry(minute, who, "furtherRequests", AuditOutcome.Refused, count - RecordedPerMinute));
        }
    }

    private static AdminEntry PersonEntry(DateTimeOffset minute, string who, string action, AuditOutcome outcome, int count) =>
        new(AuditLog.NewId(minute), minute, who, [], action, "") { Outcome = outcome, Count = count };

    private void AddGrant(Caller caller, AuditOutcome outcome) => _grants.Add(new(caller.Server.Id.Value, caller.Grant.Id.Value, outcome));

    /// <summary>Whose requests are counted together, and as what.</summary>
    private sealed record Agents(string Server, string? Grant, AuditOutcome Outcome);
}
