namespace FuncGateway.Core.Telemetry;

/// <summary>Tag names: those of the OpenTelemetry semantic conventions where they define one.</summary>
public static class TelemetryTags
{
    public const string Verdict = "funcgateway.verdict";
    public const string Server = "funcgateway.server";
    public const string Grant = "funcgateway.grant";
    public const string Rule = "funcgateway.rule";
    public const string Decision = "funcgateway.decision.id";
    public const string Ceiling = "funcgateway.ceiling";
    public const string Fault = "funcgateway.relay.fault";

    public const string McpMethod = "mcp.method.name";
    public const string Tool = "gen_ai.tool.name";
    public const string HttpMethod = "http.request.method";
    public const string HttpRoute = "http.route";
    public const string HttpStatus = "http.response.status_code";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ErrorType = "error.type";
}
