using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Approvals;

/// <summary>What the page of an approval shows beside the call itself.</summary>
public sealed class ApprovalPageTests
{
    [Fact]
    public async Task Open_OfAPendingOne_NotesTheFirstPersonAndIsAudited()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var id = await AskAsync(gateway, await gateway.SetUpPaymentsAsync(), "{}");
        await gateway.SendAsync("GET", $"/api/approvals/{id}");
        Assert.Null(gateway.Approval().Opened);

        var opened = await gateway.SendAsync("POST", $"/api/approvals/{id}/opened");
        gateway.Time.Advance(TimeSpan.FromSeconds(5));
        var again = await gateway.SendAsync("POST", $"/api/approvals/{id}/opened");

        Assert.Equal((204, 204), (opened.Status, again.Status));
        Assert.Equal(new ApprovalOpened("local admin", gateway.Time.GetUtcNow() - TimeSpan.FromSeconds(5)), gateway.Approval().Opened);
        var actions = (await gateway.SendAsync("GET", "/api/audit?stream=admin&limit=2")).Json["items"]?.AsArray().Select(item => $"{item?["action"]} {item?["target"]}");
        Assert.Equal([$"openApproval {id}", $"openApproval {id}"], actions);
        (await gateway.SendAsync("POST", $"/api/approvals/{id.Next()}/opened")).AssertProblem(404);
    }

    [Fact]
    public async Task Get_OfACallThatRan_TellsItsTimeline()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        var id = await AskAsync(gateway, token, "{}");
        await gateway.SendAsync("POST", $"/api/approvals/{id}/opened");
        await gateway.DecideAsync(id, "approve", "It is due");
        await gateway.CallAsync(token, waits: false);
        await gateway.Changed.UntilAsync(() => gateway.Approval().Ending is not null);

        var view = await gateway.SendAsync("GET", $"/api/approvals/{id}");
        var listed = await gateway.SendAsync("GET", "/api/approvals");

        Assert.Equal(["asked", "notNotified", "opened", "decided", "consumed", "answered"], Steps(view.Json));
        Assert.Equal(["asked", "notNotified", "opened", "decided", "consumed", "answered"], Steps(listed.Json["items"]?[0]));
        Assert.Equal("Approved by local admin: It is due", (string?)view.Json["timeline"]?[3]?["text"]);
    }

    [Fact]
    public async Task Get_AndList_ShowTheClassOfTheTool()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        gateway.Scanner.Finds("""{"name":"pay","description":"Pays an invoice.","inputSchema":{"type":"object","properties":{"amount":{"type":"number"}}}}""");
        var token = await gateway.SetUpPaymentsAsync();
        var id = await AskAsync(gateway, token, "{}");

        var unscanned = await gateway.SendAsync("GET", $"/api/approvals/{id}");
        await gateway.SendAsync("POST", "/api/servers/bank/scan");
        var scanned = await gateway.SendAsync("GET", $"/api/approvals/{id}");
        await gateway.SendAsync("PUT", "/api/servers/bank/tools/pay/class", """{"class":"destructive"}""");
        var listed = await gateway.SendAsync("GET", "/api/approvals");

        Assert.Null(unscanned.Json["toolClass"]);
        Assert.Equal("financial", scanned.Field("toolClass"));
        Assert.Equal("destructive", (string?)listed.Json["items"]?[0]?["toolClass"]);
    }

    [Fact]
    public async Task Get_WhenTheToolWasCalledBefore_ShowsTheDecisionsAndTheArgumentsLastApproved()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        var approved = await AskAsync(gateway, token, """{"amount":1}""");
        await gateway.DecideAsync(approved, "approve");
        var refused = await AskAsync(gateway, token, """{"amount":2}""");
        await gateway.DecideAsync(refused, "refuse", "Too much");
        var asked = await AskAsync(gateway, token, """{"amount":3}""");

        var view = (await gateway.SendAsync("GET", $"/api/approvals/{asked}")).Json;

        Assert.Equal([refused.ToString(), approved.ToString()], view["similar"]?.AsArray().Select(each => (string?)each?["id"]));
        Assert.Equal(("refused", "Too much", "Agent"), ((string?)view["similar"]?[0]?["state"], (string?)view["similar"]?[0]?["decision"]?["reason"], (string?)view["similar"]?[0]?["grantLabel"]));
        Assert.Equal((approved.ToString(), 1), ((string?)view["lastApproved"]?["id"], (int?)view["lastApproved"]?["arguments"]?["amount"]));
        var listed = (await gateway.SendAsync("GET", "/api/approvals")).Text;
        Assert.DoesNotContain("\"amount\"", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_WithTheTagOfTheLastAnswer_Is304UntilAnythingShownChanges()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        var other = await AskAsync(gateway, token, """{"amount":1}""");
        var id = await AskAsync(gateway, token, """{"amount":2}""");
        var tag = (await gateway.SendAsync("GET", $"/api/approvals/{id}")).Tag ?? "";

        var same = await gateway.SendAsync("GET", $"/api/approvals/{id}", headers: ("If-None-Match", tag));
        await gateway.DecideAsync(other, "approve");
        var withDecision = await gateway.SendAsync("GET", $"/api/approvals/{id}", headers: ("If-None-Match", tag));
        gateway.Time.Advance(TimeSpan.FromMinutes(16));
        var expired = await gateway.SendAsync("GET", $"/api/approvals/{id}", headers: ("If-None-Match", withDecision.Tag ?? ""));

        Assert.Equal((304, 200, 200), (same.Status, withDecision.Status, expired.Status));
        Assert.Equal("expired", expired.Field("state"));
    }

    private static IEnumerable<string?> Steps(System.Text.Json.Nodes.JsonNode? approval) => approval?["timeline"]?.AsArray().Select(step => (string?)step?["event"]) ?? [];

    private static async Task<ApprovalId> AskAsync(InMemoryGateway gateway, string token, string arguments)
    {
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await gateway.CallAsync(token, arguments, waits: false);

        // Its flow has begun, so that nothing changes any more by itself.
        await gateway.Changed.UntilAsync(() => gateway.Approvals.All[^1].WatchedAt is not null);
        return gateway.Approvals.All[^1].Id;
    }
}
