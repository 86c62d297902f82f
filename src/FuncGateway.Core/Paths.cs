namespace FuncGateway.Core;

/// <summary>Paths that clients have in their configuration. They must not change.</summary>
public static class Paths
{
    /// <summary>Followed by the id of a server.</summary>
    public const string Mcp = "/mcp/";

    public const string Api = "/api";

    /// <summary>The web console.</summary>
    public const string Console = "/ui";

    public const string Health = "/healthz";

    public const string OpenApiDocument = "/api/openapi.json";
}
