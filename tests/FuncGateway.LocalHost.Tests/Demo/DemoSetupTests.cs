using System.Globalization;
using FuncGateway.LocalHost.Demo;
using FuncGateway.Testing.Upstreams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.LocalHost.Tests.Demo;

public sealed class DemoSetupTests
{
    [Fact]
    public async Task Send_ToAStoreThatIsSlow_TriesAgainAndSaysSo()
    {
        var requests = 0;
        var output = new StringWriter(CultureInfo.InvariantCulture);
        await using var gateway = await LoopbackServer.StartAsync(_ => { }, app => app.Run(context => Answer(context, requests++ == 0 ? 503 : 200, "[]")));
        using var admin = Admin(gateway, output);

        await admin.SendAsync(HttpMethod.Get, "/api/servers");

        Assert.Equal(2, requests);
        Assert.StartsWith("The storage is slow; trying again", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_ThatIsRefused_FailsWithWhatTheProblemSays()
    {
        await using var gateway = await LoopbackServer.StartAsync(_ => { }, app => app.Run(context => Answer(context, 409, """{"title":"Conflict","detail":"Server \u0027jobs\u0027 exists."}""")));
        using var admin = Admin(gateway, TextWriter.Null);

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => admin.SendAsync(HttpMethod.Get, "/api/servers"));

        Assert.Equal("the gateway answered 409: Server 'jobs' exists.", refused.Message);
    }

    [Fact]
    public void McpJson_WithAQuote_ShowsItAsItIs() =>
        Assert.Contains("\"it's\"", new DemoSetup("it's", "http://127.0.0.1/mcp", "token", new DemoInventory([])).McpJson, StringComparison.Ordinal);

    private static DemoAdmin Admin(LoopbackServer gateway, TextWriter output) => new(gateway.Address.ToString(), "key", output, TimeProvider.System, CancellationToken.None);

    private static Task Answer(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }
}
