namespace FuncGateway.Admin.Grants;

/// <summary>The request body that creates a grant for the server in the path.</summary>
/// <param name="Policy">The id of a policy of the server; null denies every call.</param>
/// <param name="ExpiresAt">Null if the grant does not expire.</param>
internal sealed record GrantBody(string Label, string? Policy, DateTimeOffset? ExpiresAt = null)
{
    public const int MaxBytes = 16 * 1024;

    public static IReadOnlyCollection<string> Known { get; } = ["label", "policy", "expiresAt"];
}

/// <summary>The request body that creates a grant for one or more servers.</summary>
/// <param name="Access">1 to 20 servers, none of them twice.</param>
/// <param name="ExpiresAt">Null if the grant does not expire.</param>
internal sealed record StackGrantBody(string Label, IReadOnlyList<ServerAccessView> Access, DateTimeOffset? ExpiresAt = null)
{
    public static IReadOnlyCollection<string> Known { get; } = ["label", "access", "expiresAt"];
}

/// <summary>The request body that changes a grant; absent fields keep their value.</summary>
/// <param name="Policy">The policy of a grant that reaches one server; null denies every call.</param>
/// <param name="Access">All servers that the grant reaches from now on. Not together with <paramref name="Policy"/>.</param>
/// <param name="ExpiresAt">Null if the grant does not expire.</param>
internal sealed record GrantChangeBody(string Label, string? Policy, IReadOnlyList<ServerAccessView> Access, DateTimeOffset? ExpiresAt)
{
    public static IReadOnlyCollection<string> Known { get; } = ["label", "policy", "access", "expiresAt"];
}
