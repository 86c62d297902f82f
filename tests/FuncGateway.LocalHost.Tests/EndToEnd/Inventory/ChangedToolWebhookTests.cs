using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Inventory;

/// <summary>The webhook that tells people of a changed tool.</summary>
public sealed class ChangedToolWebhookTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private static readonly string Secret = $"whsec_{Convert.ToBase64String(Key)}";

    [Theory]
    [InlineData("notify", false)]
    [InlineData("hide", true)]
    public async Task Webhook_OfTheServer_IsToldOnceOfEachChangedTool_InASignedBody(string onChange, bool isHidden)
    {
        await using var receiver = await StartReceiverAsync();
        await using var upstream = await ChangingUpstream.StartAsync(Definitions.GetForecast, Definitions.GetTides);
        await using var gateway = await LocalGateway.StartAsync(azurite, settings: $"--FuncGateway:Secrets:upstream-hook={Secret}");
        var webhook = new JsonObject { ["url"] = receiver.Url.AbsoluteUri, ["secret"] = "@secret:upstream-hook" };
        var (server, grant) = await RegisteredServer.SetUpAsync(gateway.Admin, $"told-{onChange}", upstream.Url, onChange, webhook);
        await using var removed = server;
        await using var agent = await Agent.ConnectAsync(grant, version: null);

        await upstream.ShowAsync(Definitions.OtherText, Definitions.GetTides);
        await agent.ListAsync();
        var first = await receiver.NextRequestAsync(CancellationToken.None);
        await agent.ListAsync();
        await upstream.ShowAsync(Definitions.OtherText, Definitions.OtherTides);
        await agent.ListAsync();
        var second = await receiver.NextRequestAsync(CancellationToken.None);

        AssertSigned(first);
        AssertTells(first, server.Id, "get-forecast", isHidden);
        AssertSigned(second);
        AssertTells(second, server.Id, "get-tides", isHidden);
        Assert.Equal(2, receiver.Requests.Count);
        Assert.NotEqual(first.Header("webhook-id"), second.Header("webhook-id"));
        Assert.DoesNotContain("id_rsa", first.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_OfTheGateway_IsToldOfAServerWithoutOne()
    {
        await using var receiver = await StartReceiverAsync();
        await using var upstream = await ChangingUpstream.StartAsync(Definitions.GetForecast);
        await using var gateway = await LocalGateway.StartAsync(
            azurite, settings: [$"--FuncGateway:Approvals:Webhook:Url={receiver.Url}", $"--FuncGateway:Approvals:Webhook:Secret={Secret}"]);
        var (server, grant) = await RegisteredServer.SetUpAsync(gateway.Admin, "told-by-gateway", upstream.Url);
        await using var removed = server;
        await using var agent = await Agent.ConnectAsync(grant, version: null);

        await upstream.ShowAsync(Definitions.OtherSchema);
        await agent.ListAsync();
        var told = await receiver.NextRequestAsync(CancellationToken.None);

        AssertSigned(told);
        AssertTells(told, server.Id, "get-forecast", isHidden: false);
    }

    private static async Task<ScriptedUpstream> StartReceiverAsync()
    {
        var receiver = await ScriptedUpstream.StartAsync();
        receiver.Otherwise = _ => Reply.Empty(204);
        return receiver;
    }

    private static void AssertTells(RecordedRequest request, string server, string tool, bool isHidden)
    {
        var body = JsonSerializer.Deserialize<JsonElement>(request.Body.Span);
        Assert.Equal(
            ("tool.changed", request.Header("webhook-id"), server, tool, isHidden),
            (Text(body, "event"), Text(body, "id"), Text(body, "server"), Text(body, "tool"), body.GetProperty("hidden").GetBoolean()));
    }

    // As docs/operate/approvals.md tells receivers to check it.
    private static void AssertSigned(RecordedRequest request)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{request.Header("webhook-id")}.{request.Header("webhook-timestamp")}."), .. request.Body.Span];
        Assert.Equal($"v1,{Convert.ToBase64String(HMACSHA256.HashData(Key, signed))}", request.Header("webhook-signature"));
    }

    private static string? Text(JsonElement body, string name) => body.GetProperty(name).GetString();
}
