using FuncGateway.LocalHost.Tests.EndToEnd;
using FuncGateway.Testing.Azurite;
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
    private const string LimitedToOne = """
        { "version": "1", "default": "deny", "tools": { "pay": { "limits": [ { "counter": "payments", "window": "day", "max": 1 } ] } } }
        """;

    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<UpstreamKind> Upstreams => [.. Enum.GetValues<UpstreamKind>()];

    [Theory]
    [MemberData(nameof(Upstreams))]
    public async Task Limit_OfOne_LetsOneCallRunHoweverItEnds(UpstreamKind kind)
    {
        await using var upstream = await AttackedUpstream.StartAsync(kind);
        await using var gateway = await StartAsync();
        await SetUpAsync(gateway, upstream, LimitedToOne);

        var failures = await Task.WhenAll(EndingsOf(upstream).Select(async ending =>
        {
            var grant = await gateway.Admin.MintAsync("attacked", "attacked");
            using var agent = await HostileAgent.ConnectAsync(grant);
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                await agent.CallAsync(upstream, ending, ending);
            }

            await Task.WhenAll(Enumerable.Range(0, Attempts).Select(_ => agent.CallAsync(upstream, ending, ending)));
            return await FailureAsync(upstream, ending);
        }));

        Assert.Equal("", string.Join(", ", failures.OfType<string>()));
    }

    [Theory]
    [MemberData(nameof(Upstreams))]
    public async Task Approval_LetsOneCallRunHoweverItEnds(UpstreamKind kind)
    {
        await using var upstream = await AttackedUpstream.StartAsync(kind);
        await using var gateway = await StartAsync();
        await SetUpAsync(gateway, upstream, EndToEnd.Policies.Approved(AttackedUpstream.Tool, hold: "0s"));

        var failures = await Task.WhenAll(EndingsOf(upstream).Select(async ending =>
        {
            var grant = await gateway.Admin.MintAsync("attacked", "attacked");
            using var agent = await HostileAgent.ConnectAsync(grant);
            Assert.Contains("[APPROVAL PENDING]", await agent.CallAsync(upstream, ending, ending), StringComparison.Ordinal);
            var approval = await PendingOfAsync(gateway, grant);
            Assert.Equal(200, await gateway.Admin.DecideAsync(approval, "approve"));
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                await agent.CallAsync(upstream, ending, ending);
            }

            await Task.WhenAll(Enumerable.Range(0, Attempts).Select(_ => agent.CallAsync(upstream, ending, ending)));
            return await FailureAsync(upstream, ending)
                ?? (await gateway.Admin.StateOfAsync(approval) is var state and not "consumed" ? $"{ending}: the approval is {state}" : null);
        }));

        Assert.Equal("", string.Join(", ", failures.OfType<string>()));
    }

    [Theory]
    [MemberData(nameof(Upstreams))]
    public async Task Approval_OfIdenticalCallsAtOnce_LetsOneRunHoweverItEnds(UpstreamKind kind)
    {
        await using var upstream = await AttackedUpstream.StartAsync(kind);
        await using var gateway = await StartAsync();
        await SetUpAsync(gateway, upstream, EndToEnd.Policies.Approved(AttackedUpstream.Tool, hold: "0s"));

        var failures = await Task.WhenAll(EndingsOf(upstream).Select(async ending =>
        {
            var grant = await gateway.Admin.MintAsync("attacked", "attacked");
            using var agent = await HostileAgent.ConnectAsync(grant);
            await agent.CallAsync(upstream, ending, ending);
            await gateway.Admin.DecideAsync(await PendingOfAsync(gateway, grant), "approve");
            await Task.WhenAll(Enumerable.Range(0, Attempts).Select(_ => agent.CallAsync(upstream, ending, ending)));
            return await FailureAsync(upstream, ending);
        }));

        Assert.Equal("", string.Join(", ", failures.OfType<string>()));
    }

    private Task<LocalGateway> StartAsync() => LocalGateway.StartAsync(azurite, new PinnedClock(Noon), "--FuncGateway:UpstreamIdleTimeout=00:00:02");

    private static async Task SetUpAsync(LocalGateway gateway, AttackedUpstream upstream, string policy)
    {
        await gateway.Admin.PutServerAsync("attacked", upstream.Url);
        await gateway.Admin.PutPolicyAsync("attacked", "attacked", policy);
    }

    private static IEnumerable<string> EndingsOf(AttackedUpstream upstream) => upstream.Endings.Concat(HostileAgent.Endings);

    private static async Task<string> PendingOfAsync(LocalGateway gateway, GrantWithToken grant)
    {
        var pending = (await gateway.Admin.ListApprovalsAsync("attacked", "pending")).Single(each => each.GetProperty("grant").GetString() == grant.Id);
        return pending.GetProperty("id").GetString() ?? "";
    }

    private static async Task<string?> FailureAsync(AttackedUpstream upstream, string ending) =>
        await upstream.RanAsync(ending) is var ran and not 1 ? $"{ending}: ran {ran} times" : null;
}
