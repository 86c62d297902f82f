using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Inventory;

/// <summary>A server in the gateway and its inventory, used the way a person does: through the admin API. Disposing removes it, so that its tools are not compared with those of the next server.</summary>
internal sealed class RegisteredServer : IAsyncDisposable
{
    private const string Policy = "recommended";
    private readonly AdminClient _admin;
    private readonly string _path;

    private RegisteredServer(AdminClient admin, string id)
    {
        _admin = admin;
        Id = id;
        _path = $"/api/servers/{id}";
    }

    public string Id { get; }

    /// <summary>What the server answered when it was registered.</summary>
    public JsonElement Probe { get; private set; }

    /// <param name="onChange">What happens to a tool whose definition has changed: "notify" or "hide".</param>
    /// <param name="webhook">The server's own; null if it has none.</param>
    public static async Task<RegisteredServer> RegisterAsync(AdminClient admin, string id, Uri upstream, string onChange = "notify", JsonObject? webhook = null)
    {
        var server = new RegisteredServer(admin, id);
        var body = new JsonObject { ["name"] = id, ["upstreamUrl"] = upstream.AbsoluteUri, ["onChange"] = onChange };
        if (webhook is not null)
        {
            body["approvalWebhook"] = webhook;
        }

        server.Probe = (await admin.SendAsync(HttpMethod.Put, server._path, body)).GetProperty("probe");
        return server;
    }

    /// <summary>Registers a server, scans it, publishes the recommended policy as it is, and creates a grant under it.</summary>
    public static async Task<(RegisteredServer Server, GrantWithToken Grant)> SetUpAsync(AdminClient admin, string id, Uri upstream, string onChange = "notify", JsonObject? webhook = null)
    {
        var server = await RegisterAsync(admin, id, upstream, onChange, webhook);
        await server.ScanAsync();
        await server.PublishAsync(await server.RecommendAsync("recommended"));
        return (server, await server.MintAsync());
    }

    public Task<JsonElement> ScanAsync() => _admin.SendAsync(HttpMethod.Post, $"{_path}/scan");

    public Task<JsonElement[]> ListToolsAsync() => ItemsAsync("tools");

    public Task<JsonElement[]> ListFindingsAsync() => ItemsAsync("findings");

    public Task<JsonElement> RecommendAsync(string preset) => _admin.SendAsync(HttpMethod.Get, $"{_path}/recommendation?preset={preset}");

    /// <summary>Publishes the policy, which a single warning would prevent.</summary>
    public Task<JsonElement> PublishAsync(JsonElement policy) => _admin.SendAsync(HttpMethod.Put, $"{_path}/policies/{Policy}?strict=true", JsonNode.Parse(policy.GetRawText()));

    public Task<GrantWithToken> MintAsync() => _admin.MintAsync(Id, Policy);

    /// <summary>The tools whose definition differs from the accepted one.</summary>
    public async Task<string?[]> ListChangesAsync() =>
        [.. (await _admin.SendAsync(HttpMethod.Get, _path)).GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("tool").GetString())];

    /// <summary>Accepts the definition of a tool that the server lists now.</summary>
    public async Task AcceptAsync(string tool)
    {
        await ScanAsync();
        await _admin.SendAsync(HttpMethod.Post, $"{_path}/tools/{tool}/accept");
    }

    public async ValueTask DisposeAsync() => await _admin.SendAsync(HttpMethod.Delete, _path);

    private async Task<JsonElement[]> ItemsAsync(string list) => [.. (await _admin.SendAsync(HttpMethod.Get, $"{_path}/{list}")).GetProperty("items").EnumerateArray()];
}
