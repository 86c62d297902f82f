using System.Text.Json.Nodes;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Relay;

/// <summary>Answers that an upstream breaks off: what the client is told, and what is recorded.</summary>
public sealed class RelayedAnswerTests
{
    private const string HideB = """{"version":"1","default":"allow","hide":["b"]}""";
    private const string List = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";

    [Fact]
    public async Task List_WhoseNextPageCannotBeRead_IsAnsweredWithAnErrorOnItsStream()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(HideB);
        gateway.Upstream
            .Then(Reply.EventStream(ReplyStep.Event("""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"b"}],"nextCursor":"2"}}""")))
            .Then(Reply.Json("no list"));

        var answer = await PostAsync(gateway, token, List);

        Assert.StartsWith("MCP server 'bank' ", (string?)JsonNode.Parse(Assert.Single(answer.Events()))?["error"]?["message"], StringComparison.Ordinal);
        Assert.Equal("unknown", await gateway.OutcomeAsync("tools/list"));
    }

    [Fact]
    public async Task Stream_ThatEndsWithoutTheAnswer_IsRecordedAsUnknown()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(HideB);
        gateway.Upstream.Then(Reply.EventStream(ReplyStep.Event("""{"jsonrpc":"2.0","method":"notifications/message"}""")));

        var answer = await PostAsync(gateway, token, """{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"a://b"}}""");

        Assert.Contains("whether the request was carried out is not known", answer.Events().Last(), StringComparison.Ordinal);
        Assert.Equal("unknown", await gateway.OutcomeAsync("resources/read"));
    }

    [Fact]
    public async Task LostSession_WhoseBodyNeverEnds_IsAnsweredWithinTheIdleTimeout()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { UpstreamIdleTimeout = TimeSpan.FromSeconds(5) });
        var token = await gateway.SetUpPaymentsAsync(HideB);
        var session = await OpenSessionAsync(gateway, token);
        gateway.Upstream.Then(Reply.Json("{", 404) with { Steps = [ReplyStep.Text("{"), ReplyStep.Forever()] });

        var answer = await gateway.Time.PassUntilAsync(PostAsync(gateway, token, List, session));

        Assert.Equal(404, answer.Status);
        Assert.Equal(1, (int?)answer.Json["id"]);
        Assert.NotNull(answer.Json["error"]);
    }

    private static async Task<string> OpenSessionAsync(InMemoryGateway gateway, string token)
    {
        gateway.Upstream.Then(Reply.Json("""{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{},"serverInfo":{"name":"s","version":"1"}}}""").With("Mcp-Session-Id", "s-1"));
        var opened = await PostAsync(
            gateway, token, """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"c","version":"1"}}}""");
        return opened.Headers["Mcp-Session-Id"];
    }

    private static async Task<Answer> PostAsync(InMemoryGateway gateway, string token, string body, string? session = null)
    {
        using var request = Payments.Request(token, body);
        if (session is not null)
        {
            request.Headers.Add("Mcp-Session-Id", session);
        }

        using var response = await gateway.OpenAsync(request);
        return await Answer.OfAsync(response);
    }
}
