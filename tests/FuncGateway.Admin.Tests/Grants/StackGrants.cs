using System.Net.Http.Headers;
using System.Text;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Admin.Tests.Grants;

/// <summary>Two servers, 'bank' and 'shop', each with a tool 'pay' that a grant may call once a day, and grants that reach both.</summary>
internal static class StackGrants
{
    public const string Both = """{"label":"Agent","access":[{"server":"bank","policy":"main"},{"server":"shop","policy":"main"}]}""";
    private const string OncePerDay = """{"version":"1","default":"allow","tools":{"pay":{"limits":[{"counter":"c","window":"day","max":1}]}}}""";

    public static async Task SetUpStackAsync(this InMemoryGateway gateway)
    {
        gateway.Upstream.Otherwise = _ => Reply.Json(Payments.Result);
        foreach (var server in new[] { "bank", "shop" })
        {
            Assert.Equal(201, (await gateway.SendAsync("PUT", $"/api/servers/{server}", $$"""{"name":"{{server}}","upstreamUrl":"{{gateway.Upstream.Url.AbsoluteUri}}"}""")).Status);
            Assert.Equal(201, (await gateway.SendAsync("PUT", $"/api/servers/{server}/policies/main", OncePerDay)).Status);
        }
    }

    /// <summary>Calls the tool of a server.</summary>
    public static async Task<Answer> PayAsync(this InMemoryGateway gateway, string server, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/mcp/{server}") { Content = new StringContent(Payments.Call(), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        using var response = await gateway.Client.SendAsync(request);
        return await Answer.OfAsync(response);
    }
}
