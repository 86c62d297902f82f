namespace FuncGateway.Hosting;

/// <summary>The paths that both hosts serve. Never one that starts with <c>admin</c> or <c>runtime</c>: the Functions host takes them.</summary>
public static class Routes
{
    public const string Mcp = "mcp/{server}";
    public const string Api = "api/{*path}";
    public const string Console = "ui/{*path}";
    public const string Health = "healthz";
    public const string Root = "{path:maxlength(0)?}";
    public const string WellKnown = ".well-known/{*path}";
    public const string Register = "register";

}
