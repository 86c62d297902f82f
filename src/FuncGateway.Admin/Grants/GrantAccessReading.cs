using FuncGateway.Admin.Http;
using FuncGateway.Admin.Servers;
using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Admin.Grants;

/// <summary>
/// Reads what a grant is to reach, and refuses servers and policies that do not exist: with such a policy, the grant would deny every call without an apparent
/// reason.
/// </summary>
internal sealed class GrantAccessReading(IServerStore servers, IPolicyStore policies)
{
    private static readonly string[] Known = [NamedServer.Field, "policy"];
    private static readonly string Accepted = $"a list of 1 to {GrantAccess.MaxServers} objects with the fields {string.Join(", ", Known)}";

    /// <summary>Reads the field <c>access</c>. Returns null if there is a mistake, which is noted in the fields.</summary>
    public async Task<GrantAccess?> ReadAsync(BodyFields fields, CancellationToken cancellationToken)
    {
        var read = new List<ServerAccess>();
        var entries = fields.Objects("access", GrantAccess.MaxServers, Known, Accepted);
        foreach (var entry in entries)
        {
            if (await ReadServerAsync(entry, read, cancellationToken) is { } server)
            {
                read.Add(new ServerAccess(server, await ReadPolicyAsync(entry, server, cancellationToken)));
            }
        }

        return read.Count > 0 && read.Count == entries.Count ? new GrantAccess(read) : null;
    }

    /// <summary>Reads the field <c>policy</c>, which names a policy of the server or none.</summary>
    public async Task<PolicyId?> ReadPolicyAsync(BodyFields fields, ServerId server, CancellationToken cancellationToken)
    {
        if (!PolicyId.TryParse(GrantFields.Policy(fields), out var policy))
        {
            return null;
        }

        if (await policies.FindCurrentAsync(server, policy, cancellationToken) is null)
        {
            fields.Refuse($"Server '{server}' has no policy '{policy}'. Accepted: the id of one of its policies, or null for none (every call is denied then).", "policy");
        }

        return policy;
    }

    private async Task<ServerId?> ReadServerAsync(BodyFields entry, List<ServerAccess> read, CancellationToken cancellationToken)
    {
        if (await NamedServer.ReadAsync(entry, servers, cancellationToken) is not { Id: var server })
        {
            return null;
        }

        if (read.Exists(other => other.Server == server))
        {
            entry.Refuse($"Server '{server}' is listed twice. Accepted: each server once.", NamedServer.Field);
            return null;
        }

        return server;
    }
}
