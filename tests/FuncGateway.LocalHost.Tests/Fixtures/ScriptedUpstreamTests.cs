using System.Net;
using System.Text;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.Fixtures;

public sealed class ScriptedUpstreamTests
{
    [Fact]
    public async Task Answer_WithAGate_SendsTheHeadersAndTheFirstBytesBeforeItOpens()
    {
        var gate = new TaskCompletionSource();
        await using var upstream = await ScriptedUpstream.StartAsync();
        upstream.Then(Reply.EventStream(ReplyStep.Text(": first\n\n"), new ReplyStep.Wait(gate.Task), ReplyStep.Event("{}", id: "7")).With("Mcp-Session-Id", "abc"));
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, upstream.Url) { Content = new StringContent("hello") };
        request.Headers.Add("Mcp-Param-Region", "north");

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        var first = new byte[9];
        await body.ReadExactlyAsync(first);
        gate.SetResult();
        using var rest = new StreamReader(body);

        Assert.Equal(": first\n\n", Encoding.UTF8.GetString(first));
        Assert.Equal("event: message\nid: 7\ndata: {}\n\n", await rest.ReadToEndAsync());
        Assert.Equal("abc", response.Headers.GetValues("Mcp-Session-Id").Single());
        var recorded = Assert.Single(upstream.Requests);
        Assert.Equal(("POST", "/mcp", "hello", "north"), (recorded.Method, recorded.Target, recorded.Text, recorded.Header("mcp-param-region")));
    }

    [Fact]
    public async Task Answer_ThatAborts_LooksCutOff()
    {
        // Aborting a connection discards data in transit, so the test waits for the headers first.
        var arrived = new TaskCompletionSource();
        await using var upstream = await ScriptedUpstream.StartAsync();
        upstream.Then(Reply.EventStream(ReplyStep.Text("data: half"), new ReplyStep.Wait(arrived.Task), new ReplyStep.Abort()));
        using var client = new HttpClient();

        using var response = await client.GetAsync(upstream.Url, HttpCompletionOption.ResponseHeadersRead);
        arrived.SetResult();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task HungUp_WhenTheClientLeaves_Completes()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        upstream.Then(Reply.EventStream(ReplyStep.Forever()));
        using var client = new HttpClient();
        var response = await client.GetAsync(upstream.Url, HttpCompletionOption.ResponseHeadersRead);
        var request = await upstream.NextRequestAsync(CancellationToken.None);

        Assert.False(request.HungUp.IsCompleted);
        response.Dispose();

        await request.HungUp;
    }

    [Fact]
    public async Task Answer_BeyondTheScript_SaysWhatWasNotScripted()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        using var client = new HttpClient();

        using var response = await client.DeleteAsync(upstream.Url);

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Contains("DELETE /mcp", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
