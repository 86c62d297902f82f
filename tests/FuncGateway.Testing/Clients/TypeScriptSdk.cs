namespace FuncGateway.Testing.Clients;

public enum TypeScriptSdk
{
    /// <summary>@modelcontextprotocol/sdk 1: opens with initialize.</summary>
    V1,

    /// <summary>@modelcontextprotocol/client 2 with its defaults: opens with initialize.</summary>
    V2Legacy,

    /// <summary>@modelcontextprotocol/client 2, configured to send server/discover first and to prefer 2026-07-28.</summary>
    V2Auto,
}
