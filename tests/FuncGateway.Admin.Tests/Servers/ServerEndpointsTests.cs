using System.Text.Json.Nodes;
using FuncGateway.Core.Servers;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Gateways;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Admin.Tests.Servers;

public sealed class ServerEndpointsTests
{
    private const string Body = """{"name":"Jobs","upstreamUrl":"https://jobs.example.com/mcp","headers":{"Authorization":"Bearer upstream-secret","X-Key":"@secret:upstream-jobs-key"}}""";

    [Fact]
    public async Task Put_NewServer_IsMadeAndShownWithoutItsCredentials()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var made = await gateway.SendAsync("PUT", "/api/servers/jobs?probe=false", Body);
        var got = await gateway.SendAsync("GET", "/api/servers/jobs");

        const string Shown = """{"id":"jobs","name":"Jobs","upstreamUrl":"https://jobs.example.com/mcp","headers":{"Authorization":"(set)","X-Key":"@secret:upstream-jobs-key"},"onChange":"notify","trusted":false,"recordArguments":"none","changes":[]}""";
        Assert.Equal((201, 200, made.Tag), (made.Status, got.Status, got.Tag));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Shown), made.Json), made.Text);
        Assert.True(JsonNode.DeepEquals(made.Json, got.Json), got.Text);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$"""{"items":[{{Shown[..^1]}},"lastUsed":null,"callsLast24Hours":0}]}"""), (await gateway.SendAsync("GET", "/api/servers")).Json));
        Assert.Equal("no-store", got.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task Put_WithSetAsAValue_KeepsTheStoredCredential()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SendAsync("PUT", "/api/servers/jobs", Body);

        var changed = await gateway.SendAsync("PUT", "/api/servers/jobs", """{"name":"Other","upstreamUrl":"https://jobs.example.com/v2","headers":{"authorization":"(set)"}}""");

        Assert.Equal(200, changed.Status);
        var stored = await gateway.Servers.ListAsync(default).SingleAsync();
        Assert.Equal("Bearer upstream-secret", await gateway.Services.GetRequiredService<CredentialSealing>().OpenHeaderAsync(stored.Value, "authorization", default));
        Assert.Equal("Other", stored.Value.Name);
    }

    [Fact]
    public async Task Put_WithSetAsAValueAndAnotherUpstream_DoesNotSendTheCredentialThere()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SendAsync("PUT", "/api/servers/jobs", Body);

        var answer = await gateway.SendAsync("PUT", "/api/servers/jobs", """{"name":"Jobs","upstreamUrl":"https://elsewhere.example.com/mcp","headers":{"Authorization":"(set)"}}""");

        answer.AssertProblem(422);
        Assert.Equal(["/headers/Authorization: '(set)' keeps the stored value, but the upstream has changed. Accepted: the value itself, or '@secret:upstream-NAME'."], answer.Mistakes());
    }

    [Theory]
    [InlineData("""{}""", "/name: The field is missing. Accepted: 1 to 100 characters, none of them a control character.", "/upstreamUrl: The field is missing. Accepted: an absolute https URL of at most 2048 characters.")]
    [InlineData("""{"name":1,"upstreamUrl":null,"headers":[]}""", "/name: The value is a number. Accepted: 1 to 100 characters, none of them a control character.", "/upstreamUrl: The value is null. Accepted: an absolute https URL of at most 2048 characters.", "/headers: The value is a list. Accepted: an object of header names and values.")]
    [InlineData("""{"name":"","upstreamUrl":"https://a.example/","url":"x"}""", "/url: The field is unknown. Accepted: name, upstreamUrl, headers, approvalWebhook, onChange, trusted, recordArguments, recordArgumentsDays.", "/name: The text is empty. Accepted: 1 to 100 characters, none of them a control character.")]
    [InlineData("""{"name":"a\nb","upstreamUrl":"mcp.example.com"}""", "/name: The text has 3 characters, is blank, or contains a control character. Accepted: 1 to 100 characters, none of them a control character.", "/upstreamUrl: The value is not an absolute URL. Accepted: a URL such as 'https://mcp.example.com/mcp'.")]
    [InlineData("""{"name":"a","upstreamUrl":"http://169.254.169.254/"}""", "/upstreamUrl: The scheme of '169.254.169.254' is 'http'. Accepted: https to a public address.")]
    [InlineData("""{"name":"a","upstreamUrl":"https://[fd00:ec2::254]/"}""", "/upstreamUrl: '[fd00:ec2::254]' resolves to fd00:ec2::254 (cloud metadata, fd00:ec2::254/128). Accepted: https to a public address.")]
    [InlineData("""{"name":"a","upstreamUrl":"https://a.example/","headers":{"X":1,"Y":null}}""", "/headers/X: The value is a number. Accepted: a string.", "/headers/Y: The value is null. Accepted: a string.")]
    [InlineData("""{"name":"a","upstreamUrl":"https://a.example/","headers":{"X":"(set)"}}""", "/headers/X: '(set)' keeps the stored value, but none is stored for 'X'. Accepted: the value itself, or '@secret:upstream-NAME'.")]
    [InlineData("""{"name":"a","upstreamUrl":"https://a.example/","headers":{"X-A":"1","x-a":"2"}}""", "/headers/x-a: The name is listed twice, in different letter case. Accepted: each name once.")]
    public async Task Put_WithMistakes_NamesEveryOne(string body, params string[] mistakes)
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { AllowLoopbackUpstreams = false });
        var answer = await gateway.SendAsync("PUT", "/api/servers/jobs", body);

        answer.AssertProblem(422);
        Assert.Equal(mistakes, answer.Mistakes());
        Assert.Null(await gateway.Servers.FindAsync(Samples.ServerIdOf("jobs"), default));
    }

    [Theory]
    [InlineData("Host")]
    [InlineData("Connection")]
    [InlineData("Transfer-Encoding")]
    [InlineData("content-type")]
    [InlineData("Mcp-Session-Id")]
    [InlineData("MCP-Protocol-Version")]
    [InlineData("Proxy-Authorization")]
    [InlineData("Accept-Encoding")]
    [InlineData("X-Forwarded-For")]
    [InlineData("Last-Event-ID")]
    [InlineData("X-HTTP-Method-Override")]
    [InlineData("x-method-override")]
    [InlineData("X-HTTP-Method")]
    [InlineData("X-Original-URL")]
    [InlineData("X-Rewrite-URL")]
    [InlineData("Forwarded")]
    [InlineData("X-Real-IP")]
    [InlineData("Keep-Alive")]
    [InlineData("TE")]
    [InlineData("Trailer")]
    [InlineData("Upgrade")]
    [InlineData("Proxy_Authorization")]
    [InlineData("X_Forwarded_For")]
    [InlineData("x_http_method_override")]
    [InlineData("mcp_session_id")]
    [InlineData("Mcp.Session.Id")]
    [InlineData("content_length")]
    [InlineData("Transfer_Encoding")]
    public async Task Put_WithAHeaderOfOurOwn_IsRefused(string name)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var answer = await PutHeaderAsync(gateway, name, "x");

        answer.AssertProblem(422);
        Assert.Equal([$"/headers/{name}: '{name}' is set by the gateway, applies to a single connection, or changes how some servers read the request. Accepted: credentials such as Authorization, and the upstream's own headers."], answer.Mistakes());
    }

    [Theory]
    [InlineData("X Y", "hush-hush", "The name is not a valid HTTP header name.")]
    [InlineData("X:", "hush-hush", "The name is not a valid HTTP header name.")]
    [InlineData("X", "hush-hush\r\nHost: b", "The value has 18 characters, or characters that a header cannot contain.")]
    [InlineData("X", "hush-hush é", "The value has 11 characters, or characters that a header cannot contain.")]
    [InlineData("X", " hush-hush", "The value has 10 characters, or characters that a header cannot contain.")]
    [InlineData("X", "", "The value has 0 characters, or characters that a header cannot contain.")]
    [InlineData("X", "@secret:", "The value contains '@secret:' and other text.")]
    [InlineData("X", "@secret:hush_hush", "The value contains '@secret:' and other text.")]
    [InlineData("X", "Bearer @secret:hush-hush", "The value contains '@secret:' and other text.")]
    [InlineData("X", "@SECRET:hush-hush", "The value contains '@secret:' and other text.")]
    public async Task Put_WithAHeaderThatCannotBeSent_IsRefusedWithoutRepeatingTheValue(string name, string value, string found)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var answer = await PutHeaderAsync(gateway, name, value);

        answer.AssertProblem(422);
        Assert.StartsWith($"/headers/{name}: {found} Accepted: ", Assert.Single(answer.Mistakes()), StringComparison.Ordinal);
        Assert.DoesNotContain("hush", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Jobs")]
    [InlineData("a_b")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task Put_WithAnIdThatCannotBe_IsRefusedAndOthersDoNotFindIt(string id)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var put = await gateway.SendAsync("PUT", $"/api/servers/{id}", Body);

        put.AssertProblem(422);
        Assert.Equal([$"/server: The id in the path is '{id}'. Accepted: 1 to 63 characters of a-z, 0-9 and '-'."], put.Mistakes());
        (await gateway.SendAsync("GET", $"/api/servers/{id}")).AssertProblem(404);
        (await gateway.SendAsync("DELETE", $"/api/servers/{id}")).AssertProblem(404);
    }

    [Fact]
    public async Task Tags_WhenTheyDoNotFit_StopTheChange()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        (await gateway.SendAsync("PUT", "/api/servers/jobs", Body, headers: ("If-Match", "*"))).AssertProblem(412);
        var first = await gateway.SendAsync("PUT", "/api/servers/jobs", Body, headers: ("If-None-Match", "*"));
        (await gateway.SendAsync("PUT", "/api/servers/jobs", Body, headers: ("If-None-Match", "*"))).AssertProblem(412);
        var second = await gateway.SendAsync("PUT", "/api/servers/jobs", Body, headers: ("If-Match", $"\"x\", {first.Tag}"));
        var late = await gateway.SendAsync("PUT", "/api/servers/jobs", Body, headers: ("If-Match", first.Tag ?? ""));

        Assert.Equal((201, 200), (first.Status, second.Status));
        Assert.NotEqual(first.Tag, second.Tag);
        late.AssertProblem(412);
        Assert.Equal($"If-Match is {first.Tag}; the current version is {second.Tag}. Read it again and repeat the change.", late.Detail);
        (await gateway.SendAsync("DELETE", "/api/servers/jobs", headers: ("If-Match", first.Tag ?? ""))).AssertProblem(412);
        (await gateway.SendAsync("DELETE", "/api/servers/jobs", headers: ("If-Match", $"W/{second.Tag}"))).AssertProblem(412);
        Assert.Equal(304, (await gateway.SendAsync("GET", "/api/servers/jobs", headers: ("If-None-Match", second.Tag ?? ""))).Status);
        Assert.Equal(200, (await gateway.SendAsync("DELETE", "/api/servers/jobs", headers: ("If-Match", second.Tag ?? ""))).Status);
    }

    [Fact]
    public async Task Delete_RevokesTheGrantsAndSaysSo()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var grant = (string?)(await gateway.MakeGrantAsync())["id"];
        var gone = (string?)(await gateway.MakeGrantAsync())["id"];
        Assert.Equal(204, (await gateway.SendAsync("DELETE", $"/api/grants/{gone}")).Status);

        var deleted = await gateway.SendAsync("DELETE", "/api/servers/jobs");

        Assert.Equal("""{"server":"jobs","revokedGrants":1,"narrowedGrants":0}""", deleted.Text);
        Assert.Equal("revoked", (await gateway.SendAsync("GET", $"/api/grants/{grant}")).Field("state"));
        (await gateway.SendAsync("DELETE", "/api/servers/jobs")).AssertProblem(404);
        Assert.Equal("There is no server 'jobs'.", (await gateway.SendAsync("GET", "/api/servers/jobs")).Detail);
    }

    private static Task<Answer> PutHeaderAsync(InMemoryGateway gateway, string name, string value)
    {
        var body = new JsonObject { ["name"] = "a", ["upstreamUrl"] = "https://a.example/", ["headers"] = new JsonObject { [name] = value } };
        return gateway.SendAsync("PUT", "/api/servers/jobs", body.ToJsonString());
    }
}
