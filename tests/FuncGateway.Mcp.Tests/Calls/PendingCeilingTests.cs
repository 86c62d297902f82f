using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Mcp.Tests.Calls;

/// <summary>How many calls of a grant may wait for people.</summary>
public sealed class PendingCeilingTests
{
    [Fact]
    public async Task Call_BeyondTwentyPendingOfItsGrant_IsDeniedAsTooManyWait()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        for (var amount = 1; amount <= 20; amount++)
        {
            Assert.StartsWith("[APPROVAL PENDING]", (await CallAsync(gateway, token, amount)).Spoken(), StringComparison.Ordinal);
        }

        var denied = await CallAsync(gateway, token, 21);

        Assert.StartsWith("[POLICY DENIED] This call needs a person's approval, and too many calls of this grant wait for one already: 20 may wait at a time.", denied.Spoken(), StringComparison.Ordinal);
        Assert.Equal("(too many wait)", (string?)denied.Json["result"]?["_meta"]?["funcgateway/decision"]?["rule"]);
        Assert.StartsWith("[APPROVAL PENDING]", (await CallAsync(gateway, token, 20)).Spoken(), StringComparison.Ordinal);
        var ofTheGrant = gateway.Approvals.All[0].Id;
        Assert.StartsWith("[APPROVAL PENDING]", (await CallAsync(gateway, await gateway.MintAsync(), 21)).Spoken(), StringComparison.Ordinal);

        await gateway.DecideAsync(ofTheGrant, "refuse");
        Assert.StartsWith("[APPROVAL PENDING]", (await CallAsync(gateway, token, 21)).Spoken(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallsAtOnce_FindRoomForNoMoreThanTwentyPending()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        var outage = gateway.Approvals.Outage;
        var (gate, asked) = (new TaskCompletionSource(), outage.Asked);
        outage.Held = gate.Task;
        var calls = Enumerable.Range(1, 40).Select(amount => CallAsync(gateway, token, amount)).ToArray();
        await Eventually.Async(() => outage.Asked >= asked + 40);

        outage.Held = null;
        gate.SetResult();
        await Task.WhenAll(calls);

        Assert.Equal(20, gateway.Approvals.All.Count);
    }

    [Fact]
    public async Task CallsAtOnce_OfTwoInstances_FindRoomForNoMoreThanTwentyPending_AndPeopleAreToldOfNoOther()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        await using var other = await InMemoryGateway.StartAsync(new() { InstanceOf = gateway });
        var token = await gateway.SetUpPaymentsAsync();
        for (var amount = 1; amount <= 19; amount++)
        {
            await CallAsync(gateway, token, amount);
        }

        var first = "";
        gateway.Approvals.BeforeNextAdd = async () => first = (await CallAsync(other, token, 20)).Spoken();
        var second = await CallAsync(gateway, token, 21);

        Assert.StartsWith("[APPROVAL PENDING]", first, StringComparison.Ordinal);
        Assert.Equal("(too many wait)", (string?)second.Json["result"]?["_meta"]?["funcgateway/decision"]?["rule"]);
        Assert.Equal(20, gateway.Approvals.All.Count);
        Assert.Equal(19, gateway.Flows.Started);
    }

    private static Task<Answer> CallAsync(InMemoryGateway gateway, string token, int amount) => gateway.CallAsync(token, $$"""{"amount":{{amount}}}""", waits: false);
}
