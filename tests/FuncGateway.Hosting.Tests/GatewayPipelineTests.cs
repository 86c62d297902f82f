using System.Net.Http.Headers;
using FuncGateway.Admin.Http;
using FuncGateway.Testing.Gateways;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace FuncGateway.Hosting.Tests;

public sealed class GatewayPipelineTests
{
    [Theory]
    [InlineData("/mcp/jobs", "jobs")]
    [InlineData("/mcp/jobs/", "jobs")]
    [InlineData("/MCP/jobs?x=1", "jobs")]
    [InlineData("/servers/jobs/mcp", "jobs")]
    [InlineData("/servers/jobs/mcp/", "jobs")]
    public async Task McpPath_WithOrWithoutASlash_GoesToTheAgentsEndpoint(string path, string server)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        foreach (var method in new[] { "GET", "POST", "DELETE", "PATCH" })
        {
            // The agents' endpoint alone says for which server a grant is, and for which it is not.
            var answer = await gateway.SendAsync(method, path, bearer: token);
            Assert.Equal(403, answer.Status);
            Assert.Contains($"'bank', not '{server}'", (string?)answer.Json["error"]?["message"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/mcp")]
    [InlineData("/mcp/")]
    [InlineData("/mcp/jobs/x")]
    [InlineData("/mcp//jobs")]
    [InlineData("/mcp/jobs//")]
    [InlineData("/nothing")]
    [InlineData("/api")]
    [InlineData("/api/nothing")]
    [InlineData("/apis")]
    [InlineData("/healthz/x")]
    [InlineData("/mcpx/jobs")]
    [InlineData("/servers/mcp")]
    [InlineData("/servers//mcp")]
    [InlineData("/servers/jobs")]
    [InlineData("/servers/jobs/x/mcp")]
    public async Task UnknownPath_IsAProblemThatNamesIt(string path)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var answer = await gateway.SendAsync("GET", path);

        answer.AssertProblem(404);
        Assert.Equal($"There is nothing at '{path}'. The paths are listed in /api/openapi.json.", answer.Detail);
    }

    [Theory]
    [InlineData("/.well-known/oauth-protected-resource")]
    [InlineData("/.well-known/oauth-protected-resource/mcp/jobs")]
    [InlineData("/.well-known/oauth-authorization-server")]
    [InlineData("/.well-known/oauth-authorization-server/mcp/jobs")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/openid-configuration/mcp/jobs")]
    [InlineData("/register")]
    public async Task OAuthPaths_AreAPlainEmpty404(string path)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        foreach (var method in new[] { "GET", "POST" })
        {
            var answer = await gateway.SendAsync(method, path, bearer: null);
            Assert.Equal((404, null, ""), (answer.Status, answer.ContentType, answer.Text));
        }
    }

    [Fact]
    public async Task Root_NamesTheProduct()
    {
        await using var gateway = await InMemoryGateway.StartAsync();

        Assert.Equal("""{"name":"FuncGateway","health":"/healthz"}""", (await gateway.SendAsync("GET", "/", bearer: null)).Text);
        (await gateway.SendAsync("POST", "/", bearer: null)).AssertProblem(405);
    }

    [Theory]
    [InlineData("POST", "/api/servers", "GET")]
    [InlineData("PATCH", "/api/servers/jobs", "DELETE, GET, PUT")]
    [InlineData("GET", "/api/grants/x/rotate", "POST")]
    [InlineData("POST", "/healthz", "GET")]
    [InlineData("DELETE", "/api/openapi.json", "GET")]
    public async Task WrongMethod_IsAProblemWithAllow(string method, string path, string allowed)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var answer = await gateway.SendAsync(method, path);

        answer.AssertProblem(405);
        Assert.Equal(allowed, string.Join(", ", answer.Headers["Allow"].Split(", ").Order()));
        Assert.StartsWith($"The method is {method}. Accepted here: ", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_FollowsTheStores()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var well = await gateway.SendAsync("GET", "/healthz", bearer: null);
        gateway.Health.Answers = false;

        Assert.Equal((200, """{"status":"ok"}"""), (well.Status, well.Text));
        (await gateway.SendAsync("GET", "/healthz", bearer: null)).AssertProblem(503);
    }

    [Theory]
    [InlineData("GET", "/api/servers", null)]
    [InlineData("PUT", "/api/servers/jobs", """{"name":"a","upstreamUrl":"https://a.example/"}""")]
    [InlineData("GET", "/api/servers/jobs/policies/seed", null)]
    [InlineData("GET", "/api/grants/01arz3ndektsv4rrffq69g5fav", null)]
    public async Task StoreThatDoesNotAnswer_IsAProblem503(string method, string path, string? body)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        gateway.Servers.Outage.Down = gateway.Policies.Outage.Down = gateway.Grants.Outage.Down = true;
        var answer = await gateway.SendAsync(method, path, body);

        answer.AssertProblem(503);
        Assert.DoesNotContain("made not to answer", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", "The Content-Type is 'text/plain'. Accepted: application/json, in UTF-8.")]
    [InlineData("application/json; charset=iso-8859-1", "The Content-Type is 'application/json; charset=iso-8859-1'. Accepted: application/json, in UTF-8.")]
    [InlineData(null, "The Content-Type is missing. Accepted: application/json, in UTF-8.")]
    public async Task BodyOfAnotherType_IsAnswered415(string? type, string detail)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var answer = await SendRawAsync(gateway, new ByteArrayContent("{}"u8.ToArray()), type);

        answer.AssertProblem(415);
        Assert.Equal(detail, answer.Detail);
    }

    [Theory]
    [InlineData("{", "The body is not valid JSON at line 1, byte 2. Accepted: one JSON object.")]
    [InlineData("", "The body is not valid JSON at line 1, byte 1. Accepted: one JSON object.")]
    [InlineData("""{"name":"hush","name":"hush"}""", "The key \"name\" is repeated at line 1, byte 16. Accepted: each key once.")]
    [InlineData("""{"name":"hush\ud800"}""", "The string at line 1, byte 9 contains half of a surrogate pair. Accepted: whole characters.")]
    [InlineData("""{"hush\ud800":1}""", "The key at line 1, byte 2 contains half of a surrogate pair. Accepted: whole characters.")]
    [InlineData("""{"name":"hush",}""", "The body is not valid JSON at line 1, byte 16. Accepted: one JSON object.")]
    [InlineData("""{"name":"hush"}{}""", "There is more text after the JSON value at line 1, byte 16. Accepted: one JSON object and nothing after it.")]
    [InlineData("""{"a":[[[[[[[["hush"]]]]]]]]}""", "The body is nested too deeply at line 1, byte 13. Accepted: at most 8 levels.")]
    [InlineData("\uFEFF{}", "The body starts with a byte order mark. Accepted: UTF-8 without one.")]
    [InlineData("[]", "The body is a list. Accepted: a JSON object.")]
    [InlineData("null", "The body is null. Accepted: a JSON object.")]
    public async Task BodyThatIsNoObject_IsAnswered400WithoutBeingRepeated(string body, string detail)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var answer = await gateway.SendAsync("PUT", "/api/servers/jobs", body);

        answer.AssertProblem(400);
        Assert.StartsWith(detail, answer.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BodyAboveTheLimit_IsAnswered413(bool chunked)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var bytes = new byte[65 * 1024];
        Array.Fill(bytes, (byte)' ');
        var answer = await SendRawAsync(gateway, chunked ? new StreamContent(new UnknownLength(bytes)) : new ByteArrayContent(bytes), "application/json");

        answer.AssertProblem(413);
        Assert.Equal("The body is too large. Accepted: at most 65536 bytes.", answer.Detail);
    }

    [Fact]
    public async Task InsideAFunction_TheOuterRouteIsForgotten()
    {
        // Like the Functions host, which has already selected its own endpoint and set route values.
        static RequestDelegate Outer(RequestDelegate pipeline) => context =>
        {
            context.SetEndpoint(new RouteEndpoint(pipeline, RoutePatternFactory.Parse("api/{*path}"), 0, EndpointMetadataCollection.Empty, "api"));
            context.Request.RouteValues["path"] = "x";
            context.Request.RouteValues["server"] = "wrong";
            return pipeline(context);
        };

        await using var gateway = await InMemoryGateway.StartAsync(new() { Outer = Outer });
        await gateway.SeedAsync();
        Assert.Equal("jobs", (await gateway.SendAsync("GET", "/api/servers/jobs")).Field("id"));
        (await gateway.SendAsync("GET", "/api/servers/jobs", bearer: null)).AssertProblem(401);
        (await gateway.SendAsync("GET", "/api/nothing")).AssertProblem(404);
    }

    [Fact]
    public async Task OurEndpoints_StayOutOfTheHostsRouting()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var hosts = gateway.Services.GetService(typeof(EndpointDataSource)) as EndpointDataSource;

        Assert.DoesNotContain(hosts?.Endpoints ?? [], endpoint => endpoint.Metadata.GetMetadata<AdminOperation>() is not null);
    }

    [Fact]
    public async Task WhatNobodyExpected_IsAProblem500WithoutItsInternals()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new()
        {
            Outer = _ =>
            {
                using var logging = new Microsoft.Extensions.Logging.LoggerFactory();
                var lastResort = new ExceptionBoundary(new Microsoft.Extensions.Logging.Logger<ExceptionBoundary>(logging));
                return context => lastResort.RunAsync(context, _ => throw new InvalidOperationException("hush"));
            },
        });
        var answer = await gateway.SendAsync("GET", "/api/servers");

        answer.AssertProblem(500);
        Assert.DoesNotContain("hush", answer.Text, StringComparison.Ordinal);
    }

    private static async Task<Answer> SendRawAsync(InMemoryGateway gateway, HttpContent content, string? type)
    {
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/servers/jobs") { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", InMemoryGateway.AdminKey);
        using var response = await gateway.Client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
