namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>Real MCP clients.</summary>
public enum AgentKind
{
    CSharpLegacy,
    CSharpModern,
    TypeScriptV1,
    TypeScriptV2Auto,
}
