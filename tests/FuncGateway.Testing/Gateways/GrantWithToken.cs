namespace FuncGateway.Testing.Gateways;

/// <summary>What the admin API says once of a new grant.</summary>
public sealed record GrantWithToken(string Id, string Token, Uri McpUrl)
{
    public Dictionary<string, string> Headers => new() { ["Authorization"] = $"Bearer {Token}" };
}
