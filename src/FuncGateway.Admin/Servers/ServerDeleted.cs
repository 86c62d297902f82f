using FuncGateway.Admin.Http;

namespace FuncGateway.Admin.Servers;

/// <summary>What went with a server. Its policies stay, as every revision does, and are there again when a server of this id is made again.</summary>
internal sealed record ServerDeleted(string Server, int RevokedGrants) : IAuditedResult
{
    public string ForAudit() => $"{RevokedGrants} grants revoked";
}
