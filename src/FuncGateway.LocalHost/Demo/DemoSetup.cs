using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FuncGateway.LocalHost.Demo;

/// <summary>Creates a server, the sample policy and a grant through the admin API.</summary>
internal sealed record DemoSetup(string McpUrl, string Token)
{
    private const string Server = "jobs";
    private const string Policy = "seed";

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

        using var policy = new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(Checkout.Folder("samples"), "jobs.policy.json")));
        policy.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        await SendAsync(admin.PutAsync($"/api/servers/{Server}/policies/{Policy}", policy));

        var grant = await SendAsync(admin.PostAsJsonAsync($"/api/servers/{Server}/grants", new { label = "demo", policy = Policy }));
        return new DemoSetup(Text(grant, "mcpUrl"), Text(grant, "token"));
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
