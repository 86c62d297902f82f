using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Logging;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Admin.Tests.Audit;

public sealed class CheckpointEndpointsTests
{
    [Fact]
    public async Task Keys_AreAKeySetThatVerifiesTheCheckpoints()
    {
        await using var gateway = await StartAsync(checkpoints: 2);

        var keys = await gateway.SendAsync("GET", "/api/audit/keys");
        var checkpoints = await gateway.SendAsync("GET", "/api/audit/checkpoints");

        Assert.Equal((200, "application/json"), (keys.Status, keys.ContentType));
        Assert.Equal(["keys"], keys.Json.AsObject().Select(each => each.Key));
        Assert.Equal(["kid", "kty", "crv", "alg", "use", "x", "y"], keys.Json["keys"]?[0]?.AsObject().Select(each => each.Key));
        Assert.Equal((200, "application/x-ndjson"), (checkpoints.Status, checkpoints.ContentType));
        var check = new CheckpointCheck(gateway.CheckpointKey.PublicKeys);
        foreach (var line in checkpoints.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.True(Checkpoint.TryRead(line, out var checkpoint));
            check.Add(checkpoint);
        }

        Assert.Equal(2, check.Count);
        Assert.Empty(check.Problems);
        Assert.Equal((string?)keys.Json["keys"]?[0]?["kid"], gateway.Checkpoints.All[0].KeyId);
    }

    [Theory]
    [InlineData("0", 3)]
    [InlineData("2", 1)]
    [InlineData("3", 0)]
    public async Task Checkpoints_AfterANumber_AreTheLaterOnes(string after, int count)
    {
        await using var gateway = await StartAsync(checkpoints: 3);

        var answer = await gateway.SendAsync("GET", $"/api/audit/checkpoints?after={after}");

        Assert.Equal(count, answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999999999999")]
    public async Task Checkpoints_AfterSomethingElse_AreRefused(string after)
    {
        await using var gateway = await StartAsync(checkpoints: 1);
        (await gateway.SendAsync("GET", $"/api/audit/checkpoints?after={after}")).AssertProblem(400);
    }

    [Fact]
    public async Task Keys_WithoutAKey_SaySo()
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { HasCheckpointKey = false });
        Assert.Equal("""{"keys":[],"off":true}""", (await gateway.SendAsync("GET", "/api/audit/keys")).Text);
    }

    [Fact]
    public async Task Answers_WhenStoreOrKeyDoNotAnswer_Are503()
    {
        await using var gateway = await StartAsync(checkpoints: 1);
        (gateway.Checkpoints.Outage.Down, gateway.CheckpointKey.Outage.Down) = (true, true);

        (await gateway.SendAsync("GET", "/api/audit/keys")).AssertProblem(503);
        (await gateway.SendAsync("GET", "/api/audit/checkpoints")).AssertProblem(503);
    }

    private static async Task<InMemoryGateway> StartAsync(int checkpoints)
    {
        var gateway = await InMemoryGateway.StartAsync();
        var signed = new SignedCheckpoints(gateway.Checkpoints, new RecordingLogger<SignedCheckpoints>(), gateway.CheckpointKey);
        var writer = new CheckpointWriter(new InMemoryCheckpointSource(), signed, gateway.Time, new RecordingLogger<CheckpointWriter>(), gateway.CheckpointKey);
        for (var written = 0; written < checkpoints; written++)
        {
            await writer.RunAsync(CheckpointNeeds.Another, default);
        }

        return gateway;
    }
}
