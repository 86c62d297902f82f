using System.Text;
using System.Text.Json.Nodes;
using FuncGateway.Core.Webhooks;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Admin.Tests.Settings;

public sealed class WebhookTestTests
{
    private const string Sentence = "This is a test message of FuncGateway, sent by local admin. There is nothing to decide.";
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("twenty-four bytes or more");

    [Fact]
    public async Task Test_OfTheGatewaysWebhook_IsSignedLikeAllOthers()
    {
        await using var receiver = await ScriptedUpstream.StartAsync();
        receiver.Otherwise = _ => Reply.Empty(204);
        await using var gateway = await InMemoryGateway.StartAsync(new()
        {
            Settings = [("FuncGateway:Approvals:Webhook:Url", receiver.Url.AbsoluteUri), ("FuncGateway:Approvals:Webhook:Secret", $"whsec_{Convert.ToBase64String(Key)}")],
        });

        Assert.Equal("""{"delivered":true,"problem":null}""", (await gateway.SendAsync("POST", "/api/webhooks/gateway/test")).Text);

        var sent = receiver.Requests.Single();
        var body = JsonNode.Parse(sent.Text);
        Assert.Equal(("webhook.test", "2026-11-02T12:00:00Z", "local admin", Sentence), ((string?)body?["event"], (string?)body?["sentAt"], (string?)body?["by"], (string?)body?["text"]));
        Assert.Equal((string?)body?["id"], sent.Header("webhook-id"));
        Assert.Equal(WebhookSignature.Of(Key, sent.Header("webhook-id") ?? "", sent.Header("webhook-timestamp") ?? "", sent.Body.Span), sent.Header("webhook-signature"));
        var entry = (await gateway.SendAsync("GET", "/api/audit?stream=admin")).Json["items"]?[0];
        Assert.Equal("testWebhook gateway done delivered", $"{entry?["action"]} {entry?["target"]} {entry?["outcome"]} {entry?["result"]}");
    }

    [Theory]
    [InlineData("slack", """{"text":"SENTENCE","mrkdwn":false,"link_names":false,"parse":"none"}""")]
    [InlineData("teams", """{"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","content":{"$schema":"http://adaptivecards.io/schemas/adaptive-card.json","type":"AdaptiveCard","version":"1.4","body":[{"type":"TextBlock","weight":"Bolder","wrap":true,"text":"SENTENCE"}]}}]}""")]
    public async Task Test_OfAServersWebhook_IsInItsFormat(string format, string expected)
    {
        await using var receiver = await ScriptedUpstream.StartAsync();
        receiver.Otherwise = _ => Reply.Empty(200);
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SendAsync("PUT", "/api/servers/bank?probe=false", $$$"""{"name":"Bank","upstreamUrl":"https://bank.example.com/mcp","approvalWebhook":{"url":"{{{receiver.Url}}}","format":"{{{format}}}"}}""");

        Assert.Equal("""{"delivered":true,"problem":null}""", (await gateway.SendAsync("POST", "/api/webhooks/server:bank/test")).Text);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected.Replace("SENTENCE", Sentence, StringComparison.Ordinal)), JsonNode.Parse(receiver.Requests.Single().Text)), receiver.Requests.Single().Text);
    }

    [Fact]
    public async Task Test_ThatIsNotAccepted_SaysWhyWithoutTheUrl()
    {
        await using var receiver = await ScriptedUpstream.StartAsync();
        receiver.Otherwise = _ => Reply.Empty(410);
        await using var gateway = await InMemoryGateway.StartAsync(new() { Settings = [("FuncGateway:Approvals:Webhook:Url", receiver.Url.AbsoluteUri)] });

        Assert.Equal("""{"delivered":false,"problem":"The webhook answered HTTP 410."}""", (await gateway.SendAsync("POST", "/api/webhooks/gateway/test")).Text);
    }

    [Theory]
    [InlineData("gateway")]
    [InlineData("server:jobs")]
    [InlineData("server:none")]
    [InlineData("server:")]
    [InlineData("Gateway")]
    [InlineData("fgw_abc")]
    public async Task Test_OfAWebhookThatDoesNotExist_IsA404(string id)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        var answer = await gateway.SendAsync("POST", $"/api/webhooks/{id}/test");

        answer.AssertProblem(404);
        Assert.DoesNotContain("fgw_abc", answer.Text, StringComparison.Ordinal);
    }
}
