using FuncGateway.Core.Audit;
using FuncGateway.Core.Usage;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Testing.Builders;

/// <summary>Builds counts of requests for tests.</summary>
public static class UsageBuilder
{
    public static CallEntry Call(
        string server = "jobs", string? grant = "g1", string? tool = "list", string? rule = null, AuditVerdict verdict = AuditVerdict.Allow, DateTimeOffset? at = null, string method = "tools/call") =>
        new("id", at ?? Samples.Noon) { Server = server, Grant = grant, Tool = tool, Method = method, Rule = rule, Verdict = verdict };

    public static UsageCount Count(string server, string? grant, string tool, int allowed = 1, DateTimeOffset? last = null) =>
        new(new UsageKey(server, grant, tool, null, "/tools/" + tool), new VerdictCounts(allowed, 0, 0, 0, 0), last ?? Samples.Noon);

    /// <summary>Counts the request that an entry describes, as the gateway does.</summary>
    public static void Add(this UsageCounts counts, CallEntry call) =>
        counts.Add(new UsageKey(call.Server ?? "", call.Grant, call.Tool, call.Tool is null ? call.Method : null, call.Rule), call.Verdict ?? throw new ArgumentException("The call has no verdict.", nameof(call)), call.At);

    /// <summary>Adds more distinct requests than are counted separately, with names that take as much space as possible.</summary>
    public static void Fill(UsageCounts counts, DateTimeOffset at)
    {
        // A '"' is the longest character that is neither cut nor written as its code: it is escaped.
        var longest = new string('"', 150);
        foreach (var server in Enumerable.Range(0, 400).Select(number => $"{number}".PadRight(63, 's')))
        {
            foreach (var number in Enumerable.Range(0, 20))
            {
                var grant = $"{server[..3]}{number}".PadRight(26, 'g');
                foreach (var verdict in Enum.GetValues<AuditVerdict>())
                {
                    counts.Add(Call(server, grant, $"{number}{longest}", $"{number}{longest}", verdict, at));
                }
            }
        }
    }
}
