using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Azure.Access;

/// <summary>
/// The rows of a grant. The grant itself is in its server's partition; one row under its id and one under its token's hash point to it. A
/// token is valid only if the grant it points to contains its hash, so that updating the grant's own row rotates the token atomically.
/// </summary>
internal static class GrantRow
{
    public const string TokenKey = "token";
    public const string IdKey = "grant";
    private const string ServerProperty = "Server";
    private const string GrantProperty = "Grant";
    private const string TokenProperty = "Token";

    public static TableEntity Write(Grant grant) => new(grant.Server.Value, grant.Id.Value)
    {
        ["Label"] = grant.Label,
        ["Policy"] = grant.Policy?.Value,
        [TokenProperty] = grant.Token.Value,
        ["CreatedAt"] = grant.CreatedAt,
        ["ExpiresAt"] = grant.ExpiresAt,
        ["RevokedAt"] = grant.RevokedAt,
    };

    public static TableEntity WriteId(Grant grant) => new(grant.Id.Value, IdKey) { [ServerProperty] = grant.Server.Value };

    public static TableEntity WriteToken(Grant grant) => new(grant.Token.Value, TokenKey)
    {
        [ServerProperty] = grant.Server.Value,
        [GrantProperty] = grant.Id.Value,
    };

    public static Stored<Grant> Read(TableEntity row) => new(
        new Grant(
            row.Id<GrantId>(nameof(row.RowKey), GrantId.TryParse),
            row.Id<ServerId>(nameof(row.PartitionKey), ServerId.TryParse),
            row.Text("Label"),
            row.GetString("Policy") is null ? null : row.Id<PolicyId>("Policy", PolicyId.TryParse),
            row.Id<TokenHash>(TokenProperty, TokenHash.TryParse),
            row.Time("CreatedAt"),
            row.GetDateTimeOffset("ExpiresAt"),
            row.GetDateTimeOffset("RevokedAt")),
        new RowVersion(row.ETag.ToString()));

    public static (string Server, string Grant) ReadToken(TableEntity row) => (row.Text(ServerProperty), row.Text(GrantProperty));

    public static bool PointToTheSame(TableEntity one, TableEntity other) =>
        one.GetString(ServerProperty) == other.GetString(ServerProperty) && one.GetString(GrantProperty) == other.GetString(GrantProperty);

    public static string ReadServer(TableEntity row) => row.Text(ServerProperty);
}
