using System.Text.Json.Nodes;
using FuncGateway.Core;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Mcp.Tests.Streams;

/// <summary>Everything that ends what the only grant of 'bank' has open.</summary>
internal static class GrantEndings
{
    public static TheoryData<string> All => ["revoked", "expired", "rotated", "overlap ended", "server removed", "policy detached", "store down", "frozen"];

    public static async Task EndAsync(InMemoryGateway gateway, string how)
    {
        var grant = (string?)(await gateway.SendAsync("GET", "/api/servers/bank/grants")).Json["items"]?[0]?["id"];
        var each = $"/api/grants/{grant}";
        switch (how)
        {
            case "revoked":
                Assert.Equal(204, (await gateway.SendAsync("DELETE", each)).Status);
                break;
            case "expired":
                var at = gateway.Time.GetUtcNow() + TimeSpan.FromSeconds(1);
                Assert.Equal(200, (await gateway.SendAsync("PATCH", each, new JsonObject { ["expiresAt"] = TimeText.Of(at) }.ToJsonString())).Status);
                break;
            case "rotated":
                Assert.Equal(201, (await gateway.SendAsync("POST", $"{each}/rotate")).Status);
                break;
            case "overlap ended":
                Assert.Equal(201, (await gateway.SendAsync("POST", $"{each}/rotate", """{"overlap":"1s"}""")).Status);
                break;
            case "server removed":
                Assert.Equal(200, (await gateway.SendAsync("DELETE", "/api/servers/bank")).Status);
                break;
            case "policy detached":
                Assert.Equal(200, (await gateway.SendAsync("PATCH", each, """{"policy":null}""")).Status);
                break;
            case "store down":
                gateway.Grants.Outage.Down = true;
                break;
            case "frozen":
                Assert.Equal(200, (await gateway.SendAsync("POST", "/api/freeze")).Status);
                break;
        }
    }
}
