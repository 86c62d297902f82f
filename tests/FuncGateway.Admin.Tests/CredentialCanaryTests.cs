using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests;

public sealed class CredentialCanaryTests
{
    private const string Credential = "canary-credential-5f2d";
    private const string Server = $$$"""{"name":"Jobs","upstreamUrl":"https://jobs.example.com/mcp","headers":{"Authorization":"Bearer {{{Credential}}}"}}""";

    [Fact]
    public async Task NoAnswerAndNoLogLine_HoldsACredentialOrAToken()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var said = new List<string>();
        async Task<Answer> Say(string method, string path, string? body = null)
        {
            var answer = await gateway.SendAsync(method, path, body);
            said.Add(answer.Text + string.Join('\n', answer.Headers.Values));
            return answer;
        }

        await Say("PUT", "/api/servers/jobs", Server);
        await Say("PUT", "/api/servers/jobs", Server.Replace("\"Jobs\"", "7", StringComparison.Ordinal));
        await Say("PUT", "/api/servers/jobs", Server[..^1]);
        await Say("PUT", "/api/servers/jobs", Server.Replace("Authorization", "Mcp-Key", StringComparison.Ordinal));
        await Say("PUT", "/api/servers/jobs", Server.Replace("https://", $"https://x:{Credential}@", StringComparison.Ordinal));
        await Say("PUT", "/api/servers/jobs/policies/seed", """{"version":"1","default":"deny"}""");
        var made = await gateway.SendAsync("POST", "/api/servers/jobs/grants", """{"label":"a","policy":"seed"}""");
        var rotated = await gateway.SendAsync("POST", $"/api/grants/{made.Field("id")}/rotate");
        await Say("GET", "/api/servers");
        await Say("GET", "/api/servers/jobs");
        await Say("GET", "/api/servers/jobs/grants");
        await Say("GET", $"/api/grants/{made.Field("id")}");
        await Say("PATCH", $"/api/grants/{made.Field("id")}", """{"label":"b"}""");
        gateway.Servers.Outage.Down = gateway.Grants.Outage.Down = true;
        await Say("PUT", "/api/servers/jobs", Server);
        await Say("DELETE", $"/api/grants/{made.Field("id")}");
        gateway.Servers.Outage.Down = gateway.Grants.Outage.Down = false;
        await Say("DELETE", $"/api/grants/{made.Field("id")}");
        await Say("DELETE", "/api/servers/jobs");

        var secrets = new[] { Credential, made.Field("token"), rotated.Field("token"), InMemoryGateway.AdminKey };
        Assert.NotEmpty(gateway.Log.Lines);
        Assert.Contains(gateway.Log.Lines, line => line.Contains("putServer on jobs by local admin: 201", StringComparison.Ordinal));
        Assert.DoesNotContain(said.Concat(gateway.Log.Lines), text => secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)));
    }
}
