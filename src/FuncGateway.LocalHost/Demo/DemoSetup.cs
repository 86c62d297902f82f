using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FuncGateway.LocalHost.Demo;

/// <summary>Registers and scans a server, publishes the policy that is recommended for it, and issues a grant, all through the admin API.</summary>
internal sealed record DemoSetup(string McpUrl, string Token, DemoInventory Inventory)
{
    private const string Server = "jobs";
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

    public static async Task<DemoSetup> CreateAsync(RunningGateway gateway, string upstream)
    {
        using var admin = new HttpClient { BaseAddress = new Uri(gateway.Url) };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", gateway.Keys.AdminKey);
        await SendAsync(admin.PutAsJsonAsync($"/api/servers/{Server}", new { name = "Sample job queue", upstreamUrl = upstream, headers = new { } }));
        await SendAsync(admin.PostAsync($"/api/servers/{Server}/scan", content: null));
        var tools = await SendAsync(admin.GetAsync($"/api/servers/{Server}/tools"));
        var recommended = await SendAsync(admin.GetAsync($"/api/servers/{Server}/recommendation?preset=recommended"));
        await SendAsync(admin.PutAsJsonAsync($"/api/servers/{Server}/policies/{Policy}", recommended));
        var grant = await SendAsync(admin.PostAsJsonAsync($"/api/servers/{Server}/grants", new { label = "demo", policy = Policy }));
        return new DemoSetup(Text(grant, "mcpUrl"), Text(grant, "token"), DemoInventory.Of(tools));
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
