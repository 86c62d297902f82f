namespace FuncGateway.Gateway.Endpoints.Admin;

/// <summary>What went with a server. Its policies stay, as every revision does, and are there again when a server of this id is made again.</summary>
internal sealed record ServerDeleted(string Server, int RevokedGrants);
