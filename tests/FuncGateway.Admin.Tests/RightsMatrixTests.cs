using FuncGateway.Admin.People;
using FuncGateway.Admin.Tests.Http;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.People;
using Microsoft.AspNetCore.Routing.Template;

namespace FuncGateway.Admin.Tests;

/// <summary>Tests every operation with every role, over HTTP with signed tokens.</summary>
public sealed class RightsMatrixTests
{
    private static readonly string[] Roles = ["Admin", "PolicyManager", "Approver", "Viewer"];

    // Method, path, body, permitted roles.
    private static readonly (string Method, string Path, string? Body, string May)[] Calls =
    [
        ("GET", "/api/servers", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/servers/jobs", null, "Admin PolicyManager Approver Viewer"),
        ("PUT", "/api/servers/jobs", "{}", "Admin"),
        ("DELETE", "/api/servers/none", null, "Admin"),
        ("POST", "/api/servers/jobs/scan", null, "Admin PolicyManager"),
        ("GET", "/api/servers/jobs/snapshots", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/servers/jobs/snapshots/1/diff/2", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/servers/jobs/tools", null, "Admin PolicyManager Approver Viewer"),
        ("POST", "/api/servers/jobs/tools/cancel/accept", null, "Admin PolicyManager"),
        ("PUT", "/api/servers/jobs/tools/cancel/class", """{"class":"write"}""", "Admin PolicyManager"),
        ("GET", "/api/servers/jobs/findings", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/servers/jobs/findings?format=sarif", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/servers/jobs/recommendation?preset=strict", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/servers/jobs/resources", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/servers/jobs/prompts", null, "Admin PolicyManager Approver Viewer"),
        ("POST", "/api/tools/classify", """{"tools":[{"name":"a"}]}""", "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/servers/jobs/policies", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/servers/jobs/policies/seed", null, "Admin PolicyManager Approver Viewer"),
        ("PUT", "/api/servers/jobs/policies/seed", "{}", "Admin PolicyManager"),
        ("DELETE", "/api/servers/jobs/policies/none", null, "Admin PolicyManager"),
        ("GET", "/api/servers/jobs/policies/seed/revisions", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/servers/jobs/policies/seed/revisions/1", null, "Admin PolicyManager Approver Viewer"),
        ("POST", "/api/servers/jobs/policies/seed/revisions/1/restore", null, "Admin PolicyManager"),
        ("POST", "/api/servers/jobs/policies/seed/revisions/1/restore?strict=true", null, "Admin PolicyManager"),
        ("POST", "/api/policies/check", """{"policy":{}}""", "Admin PolicyManager Approver Viewer"),
        ("POST", "/api/policies/try", """{"policy":"seed","server":"jobs","call":{"name":"a"}}""", "Admin PolicyManager Approver Viewer"),
        ("POST", "/api/policies/diff", """{"after":"seed","server":"jobs"}""", "Admin PolicyManager Approver Viewer"),
        ("POST", "/api/policies/propose", """{"server":"jobs"}""", "Admin PolicyManager"),
        ("POST", "/api/policies/replay", """{"policy":"seed","server":"jobs"}""", "Admin PolicyManager"),
        ("POST", "/api/policies/test", """{"policy":"seed","server":"jobs","tests":{"version":"1"}}""", "Admin PolicyManager Approver Viewer"),
        ("POST", "/api/policies/verify", """{"policy":"seed","server":"jobs"}""", "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/servers/jobs/invariants", null, "Admin PolicyManager Approver Viewer"),
        ("PUT", "/api/servers/jobs/invariants", "{}", "Admin"),
        ("DELETE", "/api/servers/jobs/invariants", null, "Admin"),
        ("GET", "/api/servers/jobs/grants", null, "Admin PolicyManager Approver Viewer"),
        ("POST", "/api/servers/jobs/grants", "{}", "Admin"),
        ("GET", "/api/grants", null, "Admin PolicyManager Approver Viewer"),
        ("POST", "/api/grants", "{}", "Admin"),
        ("GET", "/api/servers/jobs/policies/seed/tools", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/servers/jobs/tools/none/accepted", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/stack", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/stack?grant={id}", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/grants/{id}", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/grants/{id}/usage", null, "Admin PolicyManager Approver Viewer"),
        ("PATCH", "/api/grants/{id}", """{"policy":"seed"}""", "Admin PolicyManager"),
        ("PATCH", "/api/grants/{id}", """{"label":"x"}""", "Admin"),
        ("PATCH", "/api/grants/{id}", """{"expiresAt":null}""", "Admin"),
        ("PATCH", "/api/grants/{id}", """{"access":[{"server":"jobs","policy":"seed"}]}""", "Admin"),
        ("PATCH", "/api/grants/{id}", """{"policy":null,"expiresAt":null}""", "Admin"),
        ("POST", "/api/grants/{id}/rotate", null, "Admin"),
        ("POST", "/api/grants/{id}/counters/reset", """{"counter":"c"}""", "Admin"),
        ("DELETE", "/api/grants/{id}", null, "Admin"),
        ("GET", "/api/approvals", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/approvals/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef-1", null, "Admin Approver"),
        ("POST", "/api/approvals/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef-1/decision", """{"decision":"approve"}""", "Admin Approver"),
        ("POST", "/api/approvals/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef-1/opened", null, "Admin Approver"),
        ("GET", "/api/audit", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/audit?stream=admin", null, "Admin"),
        ("GET", "/api/audit/export", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/audit/export?stream=admin&records=true", null, "Admin"),
        ("GET", "/api/audit/verify", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/audit/01KB0000000000000000000000/proof", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/audit?after=now", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/audit?after=now&stream=admin", null, "Admin"),
        ("GET", "/api/audit/01KB0000000000000000000000", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/audit/keys", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/audit/checkpoints", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/audit/checkpoint", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/overview", null, "Admin PolicyManager Approver Viewer"),
        ("GET", "/api/settings", null, "Admin PolicyManager Approver Viewer"),
        ("POST", "/api/webhooks/gateway/test", null, "Admin"),
        ("GET", "/api/freeze", null, "Admin PolicyManager Approver Viewer"),
        ("POST", "/api/freeze", null, "Admin"),
        ("DELETE", "/api/freeze", null, "Admin"),
    ];

    // Open to every person who is signed in, with or without a role.
    private static readonly (string Method, string Path)[] OfEverySignedInPerson = [("GET", "/api/me"), ("POST", "/api/session/codes"), ("DELETE", "/api/session")];

    // Open to everyone.
    private static readonly (string Method, string Path)[] OfEveryone = [("GET", "/healthz"), ("GET", "/api/openapi.json"), ("GET", "/api/sign-in"), ("POST", "/api/session")];

    [Fact]
    public async Task EveryOperation_IsInOneOfTheTables()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var wrong = new List<string>();
        foreach (var operation in MappedOperations.Of(gateway.Services))
        {
            var path = new TemplateMatcher(TemplateParser.Parse(operation.Path), []);
            bool Is(string method, string other) => method == operation.Method && path.TryMatch(other.Split('?')[0], []);
            var expected = (operation.Right is not (null or Right.SignedIn), operation.Right is Right.SignedIn, operation.Right is null);
            var tables = (Calls.Any(call => Is(call.Method, call.Path)), OfEverySignedInPerson.Any(call => Is(call.Method, call.Path)), OfEveryone.Any(call => Is(call.Method, call.Path)));
            if (tables != expected)
            {
                wrong.Add($"{operation.Method} {operation.Path}: {tables}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryCall_OfEverySignedInPerson_IsAnsweredWithoutARoleAndNotWithoutAToken()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { AdminKey = null, Entra = issuer.Configure });
        foreach (var (method, path) in OfEverySignedInPerson)
        {
            Assert.False((await gateway.SendAsync(method, path, bearer: issuer.Sign(gateway.Time.GetUtcNow(), Array.Empty<string>()))).Status is 401 or 403);
            (await gateway.SendAsync(method, path, bearer: null)).AssertProblem(401);
        }
    }

    [Fact]
    public async Task EveryCall_WithEveryRole_IsAnsweredAsTheTableOfRolesSays()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { Entra = issuer.Configure });
        await gateway.SeedAsync();
        var wrong = new List<string>();
        foreach (var call in Calls)
        {
            foreach (var role in Roles)
            {
                var grant = (string?)(await gateway.MakeGrantAsync())["id"];
                var token = issuer.Sign(gateway.Time.GetUtcNow(), [role]);
                var answer = await gateway.SendAsync(call.Method, call.Path.Replace("{id}", grant, StringComparison.Ordinal), call.Body, token);
                if ((answer.Status != 403) != call.May.Split(' ').Contains(role) || answer.Status is 401 or >= 500)
                {
                    wrong.Add($"{role} {call.Method} {call.Path}: {answer.Status}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryCall_WithoutARole_IsForbiddenAndSaysWhichRolesMay()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { AdminKey = null, Entra = issuer.Configure });
        foreach (var call in Calls)
        {
            var path = call.Path.Replace("{id}", "01arz3ndektsv4rrffq69g5fav", StringComparison.Ordinal);
            var answer = await gateway.SendAsync(call.Method, path, call.Body, issuer.Sign(gateway.Time.GetUtcNow(), ["Owner", "4", "admin"]));

            answer.AssertProblem(403);
            Assert.EndsWith("; yours: none.", answer.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task EveryCall_WithoutAToken_IsAnswered401WithAChallenge()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        foreach (var call in Calls)
        {
            var answer = await gateway.SendAsync(call.Method, call.Path.Replace("{id}", "01arz3ndektsv4rrffq69g5fav", StringComparison.Ordinal), call.Body, bearer: null);

            answer.AssertProblem(401);
            Assert.Equal("Bearer", answer.Headers["WWW-Authenticate"]);
        }
    }

    [Fact]
    public async Task Forbidden_NamesTheRolesThatMayAndTheOneThatAsked()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var gateway = await InMemoryGateway.StartAsync(new() { Entra = issuer.Configure });

        var answer = await gateway.SendAsync("PUT", "/api/servers/jobs/policies/seed", "{}", issuer.Sign(gateway.Time.GetUtcNow(), ["Viewer", "Approver"]));

        Assert.Equal("This call requires one of the roles Admin, PolicyManager; yours: Viewer, Approver.", answer.Detail);
    }
}
