using System.Text;
using System.Text.Json.Nodes;

namespace FuncGateway.Cli.Clients;

/// <summary>The clients that <c>fgw connect</c> knows.</summary>
internal static class AgentClients
{
    private const string Variable = AgentClient.TokenVariable;
    private const string DesktopHeader = "AUTH_HEADER";
    private const string CodeInput = "funcgateway-token";

    public static IReadOnlyList<AgentClient> All { get; } =
    [
        new JsonClient("claude-code", "Claude Code", new(".mcp.json", IsOfUser: false), "mcpServers", (server, token) => new JsonObject
        {
            ["type"] = "http",
            ["url"] = server.Url.ToString(),
            ["headers"] = Bearer(token ?? $"${{{Variable}}}"),
        }),
        new JsonClient("cursor", "Cursor", new(".cursor/mcp.json", IsOfUser: false), "mcpServers", (server, token) => new JsonObject
        {
            ["url"] = server.Url.ToString(),
            ["headers"] = Bearer(token ?? $"${{env:{Variable}}}"),
        })
        {
            Links = CursorLink,
        },
        new JsonClient("vscode", "VS Code", new(".vscode/mcp.json", IsOfUser: false), "servers", (server, token) => new JsonObject
        {
            ["type"] = "http",
            ["url"] = server.Url.ToString(),
            ["headers"] = Bearer(token ?? $"${{input:{CodeInput}}}"),
        })
        {
            Input = new JsonObject { ["type"] = "promptString", ["id"] = CodeInput, ["description"] = "Grant token of FuncGateway", ["password"] = true },
            Links = CodeLink,
        },
        new CodexClient(),
        new JsonClient("desktop", "Claude Desktop", new(DesktopPath(), IsOfUser: true), "mcpServers", Desktop) { FixedToken = true },
        new ProgramClient("csharp", "C#", CSharp),
        new ProgramClient("typescript", "TypeScript", TypeScript),
    ];

    private static JsonObject Bearer(string token) => new() { ["Authorization"] = $"Bearer {token}" };

    // Claude Desktop starts local programs only, so mcp-remote connects for it. Arguments with spaces are broken up on Windows, so the header has none.
    private static JsonObject Desktop(ConnectedServer server, string? token) => new()
    {
        ["command"] = "npx",
        ["args"] = new JsonArray("-y", "mcp-remote", server.Url.ToString(), "--header", $"Authorization:${{{DesktopHeader}}}"),
        ["env"] = new JsonObject { [DesktopHeader] = $"Bearer {token ?? "fgw_…"}" },
    };

    private static string CursorLink(ConnectedServer server, JsonObject entry, JsonObject? input) =>
        $"cursor://anysphere.cursor-deeplink/mcp/install?name={Uri.EscapeDataString(server.Id)}&config={Uri.EscapeDataString(Convert.ToBase64String(Encoding.UTF8.GetBytes(entry.ToJsonString())))}";

    // VS Code takes the name and what it asks for out of the object; the rest is the server.
    private static string CodeLink(ConnectedServer server, JsonObject entry, JsonObject? input)
    {
        entry.Insert(0, "name", server.Id);
        entry["inputs"] = input is null ? null : new JsonArray(input.DeepClone());
        return $"vscode:mcp/install?{Uri.EscapeDataString(entry.ToJsonString())}";
    }

    private static string DesktopPath() =>
        OperatingSystem.IsMacOS() ? "Library/Application Support/Claude/claude_desktop_config.json"
        : OperatingSystem.IsWindows() ? "AppData/Roaming/Claude/claude_desktop_config.json"
        : ".config/Claude/claude_desktop_config.json";

    private static string CSharp(Uri url) =>
        $$"""
        // dotnet add package ModelContextProtocol
        using ModelContextProtocol.Client;

        var transport = new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri("{{url}}"),
            AdditionalHeaders = new Dictionary<string, string>
            {
                ["Authorization"] = $"Bearer {Environment.GetEnvironmentVariable("{{Variable}}")}",
            },
        });
        await using var client = await McpClient.CreateAsync(transport);
        var tools = await client.ListToolsAsync();
        """;

    private static string TypeScript(Uri url) =>
        $$"""
        // npm install @modelcontextprotocol/sdk
        import { Client } from '@modelcontextprotocol/sdk/client/index.js';
        import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

        const transport = new StreamableHTTPClientTransport(new URL('{{url}}'), {
          requestInit: { headers: { Authorization: `Bearer ${process.env.{{Variable}}}` } },
        });
        const client = new Client({ name: 'my-agent', version: '1.0.0' });
        await client.connect(transport);
        const { tools } = await client.listTools();
        """;
}
