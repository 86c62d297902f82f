using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Webhooks;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Core.Tests.Approvals;

public sealed class WebhookTests
{
    [Fact]
    public async Task Notify_OfANewApproval_PostsASignedBodyWithoutArguments()
    {
        await using var receiver = await ScriptedUpstream.StartAsync();
        receiver.Otherwise = _ => Reply.Empty(204);
        await using var world = new FlowWorld(receiver.Url);
        var id = await world.BeginAsync();

        var request = await receiver.NextRequestAsync(default);

        var body = JsonNode.Parse(request.Text);
        Assert.Equal(id.ToString(), (string?)body?["id"]);
        Assert.Equal(id.ToString(), request.Header("webhook-id"));
        Assert.Equal($"https://gateway.example.com/ui/approvals/{id}", (string?)body?["url"]);
        Assert.Equal("create_charge", (string?)body?["tool"]);
        Assert.DoesNotContain("sealed", request.Text, StringComparison.Ordinal);

        // As the operator's page tells receivers to check it.
        var timestamp = request.Header("webhook-timestamp");
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{id}.{timestamp}."), .. request.Body.Span];
        var expected = HMACSHA256.HashData(FlowWorld.SigningKey, signed);
        Assert.Equal($"v1,{Convert.ToBase64String(expected)}", request.Header("webhook-signature"));
        Assert.DoesNotContain(request.Headers, header => header.Key.StartsWith("X-FuncGateway", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(Samples.Noon.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), timestamp);
        await world.Changed.UntilAsync(() => world.Store.All.Single().Webhook is { Attempts: 1, DeliveredAt: not null, Problem: null });
    }

    [Fact]
    public async Task Notify_WhenTheReceiverFails_TriesAgainWithGrowingPausesAndShowsIt()
    {
        await using var receiver = await ScriptedUpstream.StartAsync();
        receiver.Then(Reply.Empty(500)).Then(Reply.Empty(503)).Then(Reply.Empty(204));
        await using var world = new FlowWorld(receiver.Url);
        var id = await world.BeginAsync();

        await world.Changed.UntilAsync(() => world.Store.All.Single().Webhook.Problem == "The webhook answered HTTP 500.");
        await world.Time.PassAsync(TimeSpan.FromSeconds(3));
        await world.Changed.UntilAsync(() => world.Store.All.Single().Webhook.Problem == "The webhook answered HTTP 503.");
        await world.Time.PassAsync(TimeSpan.FromSeconds(5));
        await world.Changed.UntilAsync(() => world.Store.All.Single().Webhook is { Attempts: 3, DeliveredAt: not null, Problem: null });

        Assert.All(receiver.Requests, request => Assert.Equal(id.ToString(), request.Header("webhook-id")));
        Assert.Equal(3, receiver.Requests.Select(request => request.Header("webhook-timestamp")).Distinct().Count());
        Assert.Equal(3, receiver.Requests.Count);
    }

    [Fact]
    public async Task Notify_OnceAPersonHasDecided_TriesNoMore()
    {
        await using var receiver = await ScriptedUpstream.StartAsync();
        receiver.Otherwise = _ => Reply.Empty(500);
        await using var world = new FlowWorld(receiver.Url);
        var id = await world.BeginAsync();
        await world.DecideAsync(id, approves: true);

        await world.IsOverAsync(id);
        var requests = receiver.Requests.Count;
        await world.Time.PassAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(requests, receiver.Requests.Count);
        Assert.Equal(ApprovalState.Approved, (await world.GetAsync(id)).State);
    }

    [Fact]
    public async Task Notify_WhenTheServerHasItsOwnWebhook_TellsThatOneOnly()
    {
        await using var own = await ScriptedUpstream.StartAsync();
        await using var gateways = await ScriptedUpstream.StartAsync();
        own.Otherwise = _ => Reply.Empty(200);
        await using var world = new FlowWorld(gateways.Url);
        var server = Samples.NewServer();
        world.Secrets["upstream-chat"] = own.Url.AbsoluteUri;
        await world.Servers.SaveAsync(server with { ApprovalWebhook = new WebhookTarget("@secret:upstream-chat", null, WebhookFormat.Slack) }, null, default);
        await world.BeginAsync(Samples.NewApproval(server.Id));

        var request = await own.NextRequestAsync(default);

        Assert.Null(request.Header("webhook-signature"));
        Assert.Contains("create_charge", request.Text, StringComparison.Ordinal);
        Assert.Empty(gateways.Requests);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("https://10.0.0.1/hook")]
    public async Task Notify_WhenTheUrlLeadsInside_SendsNothingAndSaysSo(string url)
    {
        await using var world = new FlowWorld(new Uri(url));
        await world.BeginAsync();

        await world.Changed.UntilAsync(() => world.Store.All.Single().Webhook.Attempts == 1);
        var delivery = world.Store.All.Single().Webhook;
        Assert.Null(delivery.DeliveredAt);
        Assert.Contains("Accepted:", delivery.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "whsec_")]
    [InlineData(true, "")]
    [InlineData(false, "whsec_")]
    [InlineData(false, "")]
    public async Task Notify_WithTheSecretInAnyForm_SignsWithItsBytes(bool isNamed, string prefix)
    {
        await using var receiver = await ScriptedUpstream.StartAsync();
        receiver.Otherwise = _ => Reply.Empty(204);
        await using var world = new FlowWorld(receiver.Url);
        var key = Enumerable.Repeat((byte)9, 24).ToArray();
        var secret = prefix + Convert.ToBase64String(key);
        world.Secrets["hook"] = secret;
        world.Options.Webhook.Secret = isNamed ? "@secret:hook" : secret;
        var id = await world.BeginAsync();

        var request = await receiver.NextRequestAsync(default);

        var expected = WebhookSignature.Of(key, id.ToString(), request.Header("webhook-timestamp") ?? "", request.Body.Span);
        Assert.Equal(expected, request.Header("webhook-signature"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=")]
    [InlineData("whpk_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH")]
    public async Task Notify_WhenTheSecretIsMissingOrTooShort_SendsNothingUnsigned(string secret)
    {
        await using var receiver = await ScriptedUpstream.StartAsync();
        await using var world = new FlowWorld(receiver.Url);
        world.Secrets["hook"] = secret;
        await world.BeginAsync();

        await world.Changed.UntilAsync(() => world.Store.All.Single().Webhook.Problem?.Contains("secret of the webhook", StringComparison.Ordinal) == true);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public void Write_ForSlack_HasTextOfOthersInPlainTextOnly()
    {
        var approval = Samples.NewApproval();
        approval = approval with { Subject = approval.Subject with { Tool = "*pay* _now_ `x`\n<!here>", GrantLabel = "\u202Eagent @channel" } };

        var message = JsonNode.Parse(WebhookBody.Write(WebhookFormat.Slack, approval, "https://gateway.example.com/a", Samples.Noon).Span);

        var blocks = message?["blocks"]?.AsArray().Select(block => block?["text"]).ToArray() ?? [];
        Assert.Equal(["plain_text", "mrkdwn"], blocks.Select(text => (string?)text?["type"]));
        Assert.Contains("*pay* _now_ `x`\\u{a}&lt;!here&gt;", (string?)blocks[0]?["text"], StringComparison.Ordinal);
        Assert.Contains("\\u{202e}agent @channel", (string?)blocks[0]?["text"], StringComparison.Ordinal);
        Assert.Equal("<https://gateway.example.com/a|Look at the call and decide>", (string?)blocks[1]?["text"]);
        Assert.Equal((false, false, "none"), ((bool?)message?["mrkdwn"], (bool?)message?["link_names"], (string?)message?["parse"]));
    }

    [Theory]
    [InlineData(WebhookFormat.Json)]
    [InlineData(WebhookFormat.Slack)]
    [InlineData(WebhookFormat.Teams)]
    public void Write_ForACallThatRanBefore_SaysWhenAndHowItEnded(WebhookFormat format)
    {
        var approval = Samples.NewApproval();
        approval = approval with { Before = new ApprovalRun(approval.Id, "01ARZ3NDEKTSV4RRFFQ69G5FAV", Samples.Noon.AddDays(-1), RunOutcome.Error, IsDelivered: false) };

        var text = Encoding.UTF8.GetString(WebhookBody.Write(format, approval, "https://gateway.example.com/a", Samples.Noon).Span);

        Assert.Contains("01ARZ3NDEKTSV4RRFFQ69G5FAV", text, StringComparison.Ordinal);
        Assert.Contains("error", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WebhookFormat.Slack, "blocks")]
    [InlineData(WebhookFormat.Teams, "attachments")]
    public void Write_ForAChat_IsItsMessageAndKeepsAToolsNameFromBecomingMore(WebhookFormat format, string part)
    {
        var approval = Samples.NewApproval();
        approval = approval with { Subject = approval.Subject with { Tool = "<!channel> [x](http://evil)" } };

        var text = JsonNode.Parse(WebhookBody.Write(format, approval, "https://gateway.example.com/ui/approvals/1", Samples.Noon).Span);

        Assert.NotNull(text?[part]);
        var shown = text.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.DoesNotContain(format == WebhookFormat.Slack ? "<!channel>" : " [x](", shown, StringComparison.Ordinal);
        Assert.Contains("https://gateway.example.com/ui/approvals/1", shown, StringComparison.Ordinal);
    }
}
