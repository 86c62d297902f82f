namespace FuncGateway.Hosting;

/// <summary>The route templates of the HTTP triggers. None may start with <c>admin</c> or <c>runtime</c>, which the Functions host reserves.</summary>
public static class Routes
{
    public const string Mcp = "mcp/{server}";
    public const string McpAlias = "servers/{server}/mcp";
    public const string Api = "api/{*path}";
    public const string Console = "ui/{*path}";
    public const string Health = "healthz";
    public const string Root = "{path:maxlength(0)?}";
    public const string WellKnown = ".well-known/{*path}";
    public const string Register = "register";
}
