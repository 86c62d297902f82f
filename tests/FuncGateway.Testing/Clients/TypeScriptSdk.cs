namespace FuncGateway.Testing.Clients;

public enum TypeScriptSdk
{
    /// <summary>@modelcontextprotocol/sdk 1: opens with initialize.</summary>
    V1,

    /// <summary>@modelcontextprotocol/client 2 as it comes: opens with initialize.</summary>
    V2Legacy,

    /// <summary>@modelcontextprotocol/client 2 that asks with server/discover first and prefers 2026-07-28.</summary>
    V2Auto,
}
