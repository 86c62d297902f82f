using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Usage;

/// <summary>How much each server and each grant is used.</summary>
public sealed class UsageSummaries
{
    private readonly Dictionary<string, UsageSummary> _servers = [];
    private readonly Dictionary<string, UsageSummary> _grants = [];
    private readonly Dictionary<(string Grant, string Server), UsageSummary> _grantsAtServers = [];

    public UsageSummary Of(ServerId server) => _servers.GetValueOrDefault(server.Value, UsageSummary.None);

    /// <summary>At all servers that the grant reaches.</summary>
    public UsageSummary Of(GrantId grant) => _grants.GetValueOrDefault(grant.Value, UsageSummary.None);

    public UsageSummary Of(GrantId grant, ServerId server) => _grantsAtServers.GetValueOrDefault((grant.Value, server.Value), UsageSummary.None);

    internal void Add(UsageTotal total, long callsLast24Hours)
    {
        Add(_servers, total.Server, total.Last, callsLast24Hours);
        if (total.Grant is { } grant)
        {
            Add(_grants, grant, total.Last, callsLast24Hours);
            Add(_grantsAtServers, (grant, total.Server), total.Last, callsLast24Hours);
        }
    }

    private static void Add<TKey>(Dictionary<TKey, UsageSummary> summaries, TKey id, DateTimeOffset last, long calls)
        where TKey : notnull =>
        summaries[id] = summaries.GetValueOrDefault(id, UsageSummary.None).With(last, calls);
}
