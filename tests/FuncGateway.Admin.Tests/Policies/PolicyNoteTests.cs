using FuncGateway.Testing.Gateways;

namespace FuncGateway.Admin.Tests.Policies;

public sealed class PolicyNoteTests
{
    private const string Seed = "/api/servers/jobs/policies/seed";
    private const string Document = """{"version":"1","default":"deny"}""";

    [Fact]
    public async Task Publish_AndRestore_KeepTheirNotes()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        await gateway.SendAsync("PUT", $"{Seed}?note={Uri.EscapeDataString(" Größe & 日本 ")}", """{"version":"1","default":"allow"}""");
        var current = await gateway.SendAsync("GET", Seed);
        await gateway.SendAsync("POST", Seed + "/revisions/1/restore?note=back");

        Assert.Equal("Größe & 日本", current.Field("note"));
        var revisions = (await gateway.SendAsync("GET", Seed + "/revisions")).Json["items"]?.AsArray();
        Assert.Equal(["back", "Größe & 日本", null], revisions?.Select(revision => (string?)revision?["note"]));
        Assert.True((await gateway.SendAsync("GET", Seed + "/revisions/1")).Json.AsObject().ContainsKey("note"));
    }

    [Fact]
    public async Task Publish_WithALongNote_SaysWhatIsAcceptedAndPublishesNothing()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();

        var longest = await gateway.SendAsync("PUT", $"{Seed}?note={new string('x', 500)}", Document);
        var longer = await gateway.SendAsync("PUT", $"{Seed}?note={new string('x', 501)}", Document);
        var control = await gateway.SendAsync("POST", $"{Seed}/revisions/1/restore?note=a%00b");

        Assert.Equal(200, longest.Status);
        longer.AssertProblem(400);
        Assert.Contains("The note has 501 characters", longer.Detail, StringComparison.Ordinal);
        control.AssertProblem(400);
        Assert.Equal(2, (int?)(await gateway.SendAsync("GET", Seed)).Json["revision"]);
    }
}
