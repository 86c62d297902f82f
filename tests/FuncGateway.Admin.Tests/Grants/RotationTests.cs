using FuncGateway.Core.Access;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Gateways;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Admin.Tests.Grants;

public sealed class RotationTests
{
    [Fact]
    public async Task Rotate_WithAnOverlap_KeepsTheOldTokenUntilThenAndShowsIt()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var made = await gateway.MakeGrantAsync();
        var path = $"/api/grants/{made["id"]}";

        var rotated = await gateway.SendAsync("POST", path + "/rotate", """{"overlap":"10m"}""");

        Assert.Equal((201, "2026-11-02T12:10:00+00:00"), (rotated.Status, rotated.Field("oldTokenUntil")));
        Assert.Equal("2026-11-02T12:10:00+00:00", (await gateway.SendAsync("GET", path)).Field("oldTokenUntil"));
        Assert.Equal("2026-11-02T12:10:00+00:00", (string?)(await gateway.SendAsync("GET", "/api/grants")).Json["items"]?[0]?["oldTokenUntil"]);
        Assert.IsType<Identification.Known>(await IdentifyAsync(gateway, (string?)made["token"]));
        Assert.IsType<Identification.Known>(await IdentifyAsync(gateway, rotated.Field("token")));
        var audited = (await gateway.SendAsync("GET", "/api/audit?stream=admin")).Json["items"]?.AsArray().Single(item => (string?)item?["action"] == "rotateGrant");
        Assert.Equal($"grant {made["id"]}, old token until 2026-11-02T12:10:00Z", (string?)audited?["result"]);

        gateway.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.IsType<Identification.Unauthorized>(await IdentifyAsync(gateway, (string?)made["token"]));
        Assert.IsType<Identification.Known>(await IdentifyAsync(gateway, rotated.Field("token")));
        Assert.Null((await gateway.SendAsync("GET", path)).Json["oldTokenUntil"]);
    }

    [Fact]
    public async Task Rotate_Again_EndsTheOldestTokenAtOnce()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var made = await gateway.MakeGrantAsync();
        var second = await gateway.SendAsync("POST", $"/api/grants/{made["id"]}/rotate", """{"overlap":"1h"}""");

        var third = await gateway.SendAsync("POST", $"/api/grants/{made["id"]}/rotate", """{"overlap":"30s"}""");

        Assert.IsType<Identification.Unauthorized>(await IdentifyAsync(gateway, (string?)made["token"]));
        Assert.IsType<Identification.Known>(await IdentifyAsync(gateway, second.Field("token")));
        Assert.Equal("2026-11-02T12:00:30+00:00", third.Field("oldTokenUntil"));
    }

    [Fact]
    public async Task Revoke_DuringAnOverlap_EndsBothTokens()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var made = await gateway.MakeGrantAsync();
        var rotated = await gateway.SendAsync("POST", $"/api/grants/{made["id"]}/rotate", """{"overlap":"24h"}""");

        Assert.Equal(204, (await gateway.SendAsync("DELETE", $"/api/grants/{made["id"]}")).Status);

        Assert.IsType<Identification.Unauthorized>(await IdentifyAsync(gateway, (string?)made["token"]));
        Assert.IsType<Identification.Unauthorized>(await IdentifyAsync(gateway, rotated.Field("token")));
        Assert.Null((await gateway.SendAsync("GET", $"/api/grants/{made["id"]}")).Json["oldTokenUntil"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"overlap":"0"}""")]
    [InlineData("""{"overlap":"0s"}""")]
    [InlineData("""{"overlap":null}""")]
    public async Task Rotate_WithoutAnOverlap_EndsTheOldTokenAtOnce(string? body)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var made = await gateway.MakeGrantAsync();

        var rotated = await gateway.SendAsync("POST", $"/api/grants/{made["id"]}/rotate", body);

        Assert.Equal((201, null), (rotated.Status, rotated.Json["oldTokenUntil"]));
        Assert.IsType<Identification.Unauthorized>(await IdentifyAsync(gateway, (string?)made["token"]));
    }

    [Theory]
    [InlineData("""{"overlap":"25h"}""", "/overlap: The value is '25h'. Accepted: 0, or a number followed by s, m or h")]
    [InlineData("""{"overlap":"10"}""", "/overlap: The value is '10'.")]
    [InlineData("""{"overlap":"-1m"}""", "/overlap: The value is '-1m'.")]
    [InlineData("""{"overlap":10}""", "/overlap: The value is a number.")]
    [InlineData("""{"overlaps":"10m"}""", "/overlaps: The field is unknown. Accepted: overlap.")]
    public async Task Rotate_WithABodyThatIsNotOne_SaysWhatIsAcceptedAndRotatesNothing(string body, string mistake)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await gateway.SeedAsync();
        var made = await gateway.MakeGrantAsync();

        var answer = await gateway.SendAsync("POST", $"/api/grants/{made["id"]}/rotate", body);

        answer.AssertProblem(422);
        Assert.StartsWith(mistake, Assert.Single(answer.Mistakes()), StringComparison.Ordinal);
        Assert.IsType<Identification.Known>(await IdentifyAsync(gateway, (string?)made["token"]));
    }

    private static ValueTask<Identification> IdentifyAsync(InMemoryGateway gateway, string? token)
    {
        var callers = ActivatorUtilities.CreateInstance<CallerDirectory>(gateway.Services);
        return callers.IdentifyAsync($"Bearer {token}", Samples.ServerIdOf("jobs"), default);
    }
}
