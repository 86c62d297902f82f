using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;

namespace FuncGateway.Azure.Access;

/// <summary>
/// The rows of a grant. The grant itself is in the partition of the first server that it was created for, its home, and stays there whatever it reaches
/// later. One row under its id, one under the hash of each of its tokens, and one in the partition of every other server that it reaches point to it. A token is
/// valid only if the grant it points to contains its hash, and a server is reached only if the grant's access contains it; so each update of the grant's own row is
/// atomic.
/// </summary>
internal static class GrantRow
{
    public const string TokenKey = "token";
    public const string IdKey = "grant";
    private const string ServerProperty = "Server";
    private const string GrantProperty = "Grant";
    private const string HomeProperty = "Home";
    private const string TokenProperty = "Token";
    private const string OldTokenProperty = "OldToken";
    private const string PolicyProperty = "Policy";
    private const string AccessProperty = "Access";

    /// <summary>
    /// A grant that reaches its home alone is written as earlier releases did. They read any other as a grant for its home alone, under no policy if it does
    /// not reach it.
    /// </summary>
    public static TableEntity Write(Grant grant, ServerId home) => new(home.Value, grant.Id.Value)
    {
        ["Label"] = grant.Label,
        [PolicyProperty] = grant.Access.Find(home)?.Policy?.Value,
        [AccessProperty] = grant.Access is [var only] && only.Server == home ? null : AccessJson.Write(grant.Access),
        [TokenProperty] = grant.Token.Value,
        [OldTokenProperty] = grant.OldToken?.Hash.Value,
        ["OldTokenUntil"] = grant.OldToken?.Until,
        ["CreatedAt"] = grant.CreatedAt,
        ["ExpiresAt"] = grant.ExpiresAt,
        ["RevokedAt"] = grant.RevokedAt,
    };

    public static TableEntity WriteId(Grant grant, ServerId home) => new(grant.Id.Value, IdKey) { [ServerProperty] = home.Value };

    public static TableEntity WriteToken(TokenHash token, Grant grant, ServerId home) => new(token.Value, TokenKey)
    {
        [ServerProperty] = home.Value,
        [GrantProperty] = grant.Id.Value,
    };

    /// <summary>Writes the row by which the list of a server that is not the grant's home finds it.</summary>
    public static TableEntity WriteReached(Grant grant, ServerId server, ServerId home) => new(server.Value, grant.Id.Value) { [HomeProperty] = home.Value };

    public static Stored<Grant> Read(TableEntity row) => new(
        new Grant(
            row.Id<GrantId>(nameof(row.RowKey), GrantId.TryParse),
            ReadAccess(row),
            row.Text("Label"),
            row.Id<TokenHash>(TokenProperty, TokenHash.TryParse),
            row.Time("CreatedAt"),
            row.GetDateTimeOffset("ExpiresAt"),
            row.GetDateTimeOffset("RevokedAt"))
        {
            OldToken = row.GetString(OldTokenProperty) is null ? null : new OldToken(row.Id<TokenHash>(OldTokenProperty, TokenHash.TryParse), row.Time("OldTokenUntil")),
        },
        new RowVersion(row.ETag.ToString()));

    /// <summary>The hashes of the tokens that the row contains.</summary>
    public static IReadOnlyList<TokenHash> TokensOf(Grant grant) => grant.OldToken is { } old ? [grant.Token, old.Hash] : [grant.Token];

    public static (ServerId Home, string Grant) ReadToken(TableEntity row) => (ReadHomeOfPointer(row), row.Text(GrantProperty));

    /// <summary>Returns the home in the row under a grant's id.</summary>
    public static ServerId ReadHomeOfPointer(TableEntity row) => row.Id<ServerId>(ServerProperty, ServerId.TryParse);

    /// <summary>Returns the home if the row in a server's partition points to a grant; null if it is the grant itself.</summary>
    public static ServerId? FindHome(TableEntity row) => row.GetString(HomeProperty) is null ? null : row.Id<ServerId>(HomeProperty, ServerId.TryParse);

    public static bool PointToTheSame(TableEntity one, TableEntity other) =>
        new[] { ServerProperty, GrantProperty, HomeProperty }.All(property => one.GetString(property) == other.GetString(property));

    private static GrantAccess ReadAccess(TableEntity row)
    {
        if (row.GetString(AccessProperty) is { } access)
        {
            return AccessJson.Read(access) ?? throw row.Unreadable(AccessProperty);
        }

        var policy = row.GetString(PolicyProperty) is null ? null : row.Id<PolicyId>(PolicyProperty, PolicyId.TryParse);
        return GrantAccess.To(row.Id<ServerId>(nameof(row.PartitionKey), ServerId.TryParse), policy);
    }
}
