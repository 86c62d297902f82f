using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FuncGateway.LocalHost.Demo;

/// <summary>Registers and scans a server, publishes the policy that is recommended for it, and issues a grant, all through the admin API.</summary>
internal sealed record DemoSetup(string Server, string McpUrl, string Token, DemoInventory Inventory)
{
    private const string Policy = "recommended";
    private const string Label = "demo";

    // It is shown to a person, who should see a quote as a quote.
    private static readonly JsonSerializerOptions ForPeople = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Content for an agent's <c>.mcp.json</c>.</summary>
    public string McpJson => new JsonObject
    {
        ["mcpServers"] = new JsonObject
        {
            [Server] = new JsonObject
            {
                ["type"] = "http",
                ["url"] = McpUrl,
                ["headers"] = new JsonObject { ["Authorization"] = $"Bearer {Token}" },
            },
        },
    }.ToJsonString(ForPeople);

    public static async Task<DemoSetup> CreateAsync(DemoAdmin admin, string server, string name, string upstream)
    {
        await admin.SendAsync(HttpMethod.Put, $"/api/servers/{server}", new { name, upstreamUrl = upstream, headers = new { } });
        await admin.SendAsync(HttpMethod.Post, $"/api/servers/{server}/scan");
        var tools = await admin.SendAsync(HttpMethod.Get, $"/api/servers/{server}/tools");
        var recommended = await admin.SendAsync(HttpMethod.Get, $"/api/servers/{server}/recommendation?preset=recommended");
        await admin.SendAsync(HttpMethod.Put, $"/api/servers/{server}/policies/{Policy}", recommended);
        await RevokeEarlierAsync(admin, server);
        var grant = await admin.SendAsync(HttpMethod.Post, $"/api/servers/{server}/grants", new { label = Label, policy = Policy });
        return new DemoSetup(server, Text(grant, "mcpUrl"), Text(grant, "token"), DemoInventory.Of(tools));
    }

    // The token of an earlier run is not stored anywhere, so its grant is of no use.
    private static async Task RevokeEarlierAsync(DemoAdmin admin, string server)
    {
        var grants = await admin.SendAsync(HttpMethod.Get, $"/api/servers/{server}/grants");
        foreach (var grant in grants.GetProperty("items").EnumerateArray().Where(grant => Text(grant, "label") == Label && Text(grant, "state") == "live"))
        {
            await admin.SendAsync(HttpMethod.Delete, $"/api/grants/{Text(grant, "id")}");
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new HttpRequestException($"the admin API sent no {name}");
}
