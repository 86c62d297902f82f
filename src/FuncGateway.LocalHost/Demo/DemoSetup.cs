using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FuncGateway.LocalHost.Demo;

/// <summary>Registers and scans a server, publishes the policy that is recommended for it, and issues a grant, all through the admin API.</summary>
internal sealed record DemoSetup(string Server, string McpUrl, string Token, DemoInventory Inventory)
{
    private const string Policy = "recommended";

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
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    public static async Task<DemoSetup> CreateAsync(string url, string adminKey, string server, string name, string upstream)
    {
        using var admin = new HttpClient { BaseAddress = new Uri(url) };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", adminKey);
        await SendAsync(admin.PutAsJsonAsync($"/api/servers/{server}", new { name, upstreamUrl = upstream, headers = new { } }));
        await SendAsync(admin.PostAsync($"/api/servers/{server}/scan", content: null));
        var tools = await SendAsync(admin.GetAsync($"/api/servers/{server}/tools"));
        var recommended = await SendAsync(admin.GetAsync($"/api/servers/{server}/recommendation?preset=recommended"));
        await SendAsync(admin.PutAsJsonAsync($"/api/servers/{server}/policies/{Policy}", recommended));
        var grant = await SendAsync(admin.PostAsJsonAsync($"/api/servers/{server}/grants", new { label = "demo", policy = Policy }));
        return new DemoSetup(server, Text(grant, "mcpUrl"), Text(grant, "token"), DemoInventory.Of(tools));
    }

    private static async Task<JsonElement> SendAsync(Task<HttpResponseMessage> request)
    {
        using var response = await request;
        var body = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(body)
            : throw new HttpRequestException($"the admin API answered {(int)response.StatusCode}: {body}");
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new HttpRequestException($"the admin API sent no {name}");
}
