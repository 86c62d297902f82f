using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams.Attacked;

namespace FuncGateway.LocalHost.Tests.Attacks;

/// <summary>
/// However a call ends once it has been sent, its permit is spent and its approval consumed: the upstream counts the executions. Every ending of the
/// upstream and of the agent is tried, one call after the other and several at once.
/// </summary>
public sealed class WhatWasSentCountsTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const int Attempts = 3;
    private const string Server = "attacked";
    private const string LimitedToOne = """
        { "version": "1", "default": "deny", "tools": { "pay": { "limits": [ { "counter": "payments", "window": "day", "max": 1 } ] } } }
        """;

    private static readonly string AskAPerson = EndToEnd.Policies.Approved(AttackedUpstream.Tool, hold: "0s");
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<UpstreamKind> Upstreams => [.. Enum.GetValues<UpstreamKind>()];

    [Theory]
    [MemberData(nameof(Upstreams))]
    public Task Limit_OfOne_LetsOneCallRunHoweverItEnds(UpstreamKind kind) => AttackAsync(kind, LimitedToOne, async attack =>
    {
        await attack.OneAfterTheOtherAsync();
        await attack.AtOnceAsync();
        return null;
    });

    [Theory]
    [MemberData(nameof(Upstreams))]
    public Task Approval_LetsOneCallRunHoweverItEnds(UpstreamKind kind) => AttackAsync(kind, AskAPerson, async attack =>
    {
        var approval = await attack.ApproveAsync();
        await attack.OneAfterTheOtherAsync();
        await attack.AtOnceAsync();
        return await attack.Gateway.Admin.StateOfAsync(approval) is var state and not "consumed" ? $"{attack.Ending}: the approval is {state}" : null;
    });

    [Theory]
    [MemberData(nameof(Upstreams))]
    public Task Approval_OfIdenticalCallsAtOnce_LetsOneRunHoweverItEnds(UpstreamKind kind) => AttackAsync(kind, AskAPerson, async attack =>
    {
        await attack.ApproveAsync();
        await attack.AtOnceAsync();
        return null;
    });

    /// <summary>Tries every ending with a grant of its own, all at the same time.</summary>
    /// <param name="run">Makes the calls of one ending. Returns what is wrong apart from the number of executions; null if nothing is.</param>
    private async Task AttackAsync(UpstreamKind kind, string policy, Func<Attack, Task<string?>> run)
    {
        await using var upstream = await AttackedUpstream.StartAsync(kind);
        await using var gateway = await LocalGateway.StartAsync(azurite, new PinnedClock(Noon), "--FuncGateway:UpstreamIdleTimeout=00:00:15");
        await gateway.Admin.PutServerAsync(Server, upstream.Url);
        await gateway.Admin.PutPolicyAsync(Server, Server, policy);

        var failures = await Task.WhenAll(upstream.Endings.Concat(HostileAgent.Endings).Select(async ending =>
        {
            var grant = await gateway.Admin.MintAsync(Server, Server);
            using var agent = await HostileAgent.ConnectAsync(grant);
            var wrong = await run(new Attack(gateway, upstream, grant, agent, ending));
            return await upstream.RanAsync(ending) is var ran and not 1 ? $"{ending}: ran {ran} times" : wrong;
        }));

        Assert.Equal("", string.Join(", ", failures.OfType<string>()));
    }

    /// <summary>One agent whose calls all end in the same way.</summary>
    private sealed record Attack(LocalGateway Gateway, AttackedUpstream Upstream, GrantWithToken Grant, HostileAgent Agent, string Ending)
    {
        public async Task OneAfterTheOtherAsync()
        {
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                await CallAsync();
            }
        }

        public async Task AtOnceAsync() => await Task.WhenAll(Enumerable.Range(0, Attempts).Select(_ => CallAsync()));

        /// <summary>Makes the call, and approves it as a person. Returns the id of the approval.</summary>
        public async Task<string> ApproveAsync()
        {
            Assert.Contains("[APPROVAL PENDING]", await CallAsync(), StringComparison.Ordinal);
            var pending = (await Gateway.Admin.ListApprovalsAsync(Server, "pending")).Single(each => each.GetProperty("grant").GetString() == Grant.Id);
            var id = pending.GetProperty("id").GetString() ?? "";
            Assert.Equal(200, await Gateway.Admin.DecideAsync(id, "approve"));
            return id;
        }

        private Task<string> CallAsync() => Agent.CallAsync(Upstream, Ending, Ending);
    }
}
