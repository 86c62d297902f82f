namespace FuncGateway.Core;

/// <summary>The paths of the gateway that clients and people have in their settings. They must not change.</summary>
public static class Paths
{
    /// <summary>Before the name of a server.</summary>
    public const string Mcp = "/mcp/";

    public const string Api = "/api";

    public const string Health = "/healthz";

    public const string OpenApiDocument = "/api/openapi.json";
}
