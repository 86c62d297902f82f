using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Usage;

/// <summary>How much each server and each grant is used.</summary>
public sealed class UsageSummaries
{
    private readonly Dictionary<string, UsageSummary> _servers = [];
    private readonly Dictionary<string, UsageSummary> _grants = [];

    public UsageSummary Of(ServerId server) => _servers.GetValueOrDefault(server.Value, UsageSummary.None);

    public UsageSummary Of(GrantId grant) => _grants.GetValueOrDefault(grant.Value, UsageSummary.None);

    internal void Add(UsageTotal total, long callsLast24Hours)
    {
        Add(_servers, total.Server, total.Last, callsLast24Hours);
        if (total.Grant is { } grant)
        {
            Add(_grants, grant, total.Last, callsLast24Hours);
        }
    }

    private static void Add(Dictionary<string, UsageSummary> summaries, string id, DateTimeOffset last, long calls) =>
        summaries[id] = summaries.GetValueOrDefault(id, UsageSummary.None).With(last, calls);
}
