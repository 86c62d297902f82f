using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Ownership;
using FuncGateway.Mcp.Calls;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Upstreams;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FuncGateway.Testing.Gateways;

/// <summary>A server 'bank' behind an <see cref="InMemoryGateway"/>, each call of whose tool 'pay' needs a person's approval.</summary>
public static class Payments
{
    public const string Policy = """{"version":"1","default":"allow","tools":{"pay":{"require_approval":[{"conditions":[],"timeout":"15m","on_deny":"Not today."}]}}}""";
    public const string Result = """{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"paid"}]}}""";

    public static string Call(string arguments = "{}", string more = "") =>
        $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"pay","arguments":{{{arguments}}}{{{more}}} }}""";

    /// <summary>Server, policy and a grant; gives its token.</summary>
    public static async Task<string> SetUpPaymentsAsync(this InMemoryGateway gateway, string policy = Policy, string? upstream = null)
    {
        gateway.Upstream.Otherwise = _ => Reply.Json(Result);
        Assert.Equal(201, (await gateway.SendAsync("PUT", "/api/servers/bank", $$"""{"name":"Bank","upstreamUrl":"{{upstream ?? gateway.Upstream.Url.AbsoluteUri}}"}""")).Status);
        await gateway.PublishAsync(policy);
        return await gateway.MintAsync();
    }

    public static async Task PublishAsync(this InMemoryGateway gateway, string policy) =>
        Assert.InRange((await gateway.SendAsync("PUT", "/api/servers/bank/policies/main", policy)).Status, 200, 201);

    public static async Task<string> MintAsync(this InMemoryGateway gateway) =>
        (await gateway.SendAsync("POST", "/api/servers/bank/grants", """{"label":"Agent","policy":"main"}""")).Field("token");

    /// <summary>As if the upstream had given the <c>requestState</c> to the grant.</summary>
    public static async Task GiveStateAsync(this InMemoryGateway gateway, string token, string state)
    {
        var found = await gateway.Services.GetRequiredService<CallerDirectory>().IdentifyAsync($"Bearer {token}", Samples.ServerIdOf("bank"), default);
        await gateway.Services.GetRequiredService<Owners>().ClaimStateAsync(Assert.IsType<Identification.Known>(found).Caller, state, default);
    }

    public static HttpRequestMessage Request(string token, string body, bool acceptsEvents = true)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/mcp/bank") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd(acceptsEvents ? "application/json, text/event-stream" : "application/json");
        return request;
    }

    /// <summary>The answer as soon as its head has come.</summary>
    public static Task<HttpResponseMessage> OpenAsync(this InMemoryGateway gateway, HttpRequestMessage request, CancellationToken cancellationToken = default) =>
        gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>The whole text that the call is answered with, and how.</summary>
    public static async Task<Answer> CallAsync(this InMemoryGateway gateway, string token, string arguments = "{}", bool waits = true, string more = "")
    {
        using var request = Request(token, Call(arguments, more), waits);
        using var response = await gateway.OpenAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>How many calls wait for a person at this moment.</summary>
    public static int Held(this InMemoryGateway gateway) => gateway.Services.GetRequiredService<HeldCalls>().Count;

    /// <summary>The only approval there is.</summary>
    public static Approval Approval(this InMemoryGateway gateway) => gateway.Approvals.All.Single();

    /// <summary>Waits until a call is held for an approval of that round.</summary>
    public static async Task<ApprovalId> PendingAsync(this InMemoryGateway gateway, int round = 1)
    {
        await gateway.Changed.UntilAsync(() => gateway.Approvals.All.Any(approval => approval.Id.Round == round && approval.State == ApprovalState.Pending));
        return gateway.Approvals.All.First(approval => approval.Id.Round == round).Id;
    }

    public static Task<Answer> DecideAsync(this InMemoryGateway gateway, ApprovalId id, string decision, string? reason = null) =>
        gateway.SendAsync("POST", $"/api/approvals/{id}/decision", new JsonObject { ["decision"] = decision, ["reason"] = reason }.ToJsonString());
}
