using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.LocalHost.Tests.EndToEnd;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams.Attacked;
using FuncGateway.Testing.Upstreams.Shared;

namespace FuncGateway.LocalHost.Tests.Attacks;

/// <summary>Two grants of one server that has no sessions, and messages of each written by hand.</summary>
internal sealed class TwoGrants : IAsyncDisposable
{
    private TwoGrants(SharedUpstream upstream, GrantWithToken first, GrantWithToken second)
    {
        (Upstream, First, Second) = (upstream, first, second);
        (FirstPost, SecondPost) = (new McpPost(first), new McpPost(second));
    }

    public SharedUpstream Upstream { get; }

    public GrantWithToken First { get; }

    public GrantWithToken Second { get; }

    public McpPost FirstPost { get; }

    public McpPost SecondPost { get; }

    public static async Task<TwoGrants> StartAsync(LocalGateway gateway, UpstreamKind kind) => await StartAsync(gateway, await SharedUpstream.StartAsync(kind));

    /// <param name="url">Null for the upstream's usual one.</param>
    public static async Task<TwoGrants> StartAsync(LocalGateway gateway, SharedUpstream upstream, Uri? url = null)
    {
        var server = $"shared-{Guid.NewGuid():N}";
        var first = await gateway.Admin.SetUpAsync(server, url ?? upstream.Url, EndToEnd.Policies.AllowAll);
        return new TwoGrants(upstream, first, await gateway.Admin.MintAsync(server, server));
    }

    /// <summary>A call of the tool "work".</summary>
    public static string Work(string name, string id = "5", string meta = "{}") =>
        $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"tools/call","params":{"name":"work","arguments":{"case":"{{{name}}}"},"_meta":{{{meta}}} } }""";

    /// <summary>Posts a message that expects no answer. On a busy machine the audit may be behind: then it has not been sent, and is posted again.</summary>
    public static async Task TellAsync(McpPost post, string message)
    {
        var status = 0;
        await Eventually.Async(async () =>
        {
            using var response = await post.SendAsync(post.Request(message));
            return (status = (int)response.StatusCode) != 503;
        });
        Assert.Equal(202, status);
    }

    /// <summary>The messages of the answer, whatever its form.</summary>
    public static async Task<JsonNode[]> PostAsync(McpPost post, string message, CancellationToken cancellationToken = default)
    {
        using var response = await post.SendAsync(post.Request(message), cancellationToken).WaitAsync(Eventually.Timeout, TimeProvider.System, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken).WaitAsync(Eventually.Timeout, TimeProvider.System, cancellationToken);
        var data = response.Content.Headers.ContentType?.MediaType == "text/event-stream"
            ? text.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => line["data: ".Length..])
            : [text];
        return [.. data.Select(each => JsonNode.Parse(each)).OfType<JsonNode>()];
    }

    /// <summary>Everything that reached the server with that method, in order.</summary>
    public async Task<JsonElement[]> ReceivedAsync(string method) =>
    [
        .. (await Upstream.ReceivedAsync()).Where(each => each.StartsWith('{')).Select(each => JsonSerializer.Deserialize<JsonElement>(each))
            .Where(each => each.TryGetProperty("method", out var found) && found.GetString() == method),
    ];

    public async ValueTask DisposeAsync()
    {
        FirstPost.Dispose();
        SecondPost.Dispose();
        await Upstream.DisposeAsync();
    }
}
