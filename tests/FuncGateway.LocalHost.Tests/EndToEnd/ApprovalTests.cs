using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.LocalHost.Tests.EndToEnd;

/// <summary>Approvals with everything real: clients of both eras, tables, flows, the admin API.</summary>
public sealed class ApprovalTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    public static TheoryData<AgentKind> Agents => [.. Enum.GetValues<AgentKind>()];

    [Theory]
    [MemberData(nameof(Agents))]
    public async Task Call_ApprovedWhileItWaits_IsAnsweredOnTheSameRequest(AgentKind kind)
    {
        await using var upstream = await CountingUpstream.StartAsync(["pay"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite);
        await using var agent = await AnyAgent.ConnectAsync(kind, await gateway.Admin.SetUpAsync(ServerOf("within", kind), upstream.Url, Policies.Approved("pay", hold: "60s")));

        var call = agent.CallAsync("pay", 1);
        var id = await gateway.Admin.PendingAsync(ServerOf("within", kind));
        Assert.Equal(0, upstream.TotalCalls);
        Assert.Equal(200, await gateway.Admin.DecideAsync(id, "approve"));

        Assert.False((await call).IsError, (await call).Text);
        Assert.Equal(1, upstream.TotalCalls);
        Assert.Equal("consumed", await gateway.Admin.StateOfAsync(id));
    }

    [Theory]
    [MemberData(nameof(Agents))]
    public async Task Call_ApprovedLater_TheIdenticalRepeatPassesOnceAndTheNextIsPending(AgentKind kind)
    {
        await using var upstream = await CountingUpstream.StartAsync(["pay"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite);
        await using var agent = await AnyAgent.ConnectAsync(kind, await gateway.Admin.SetUpAsync(ServerOf("later", kind), upstream.Url, Policies.Approved("pay", hold: "1s")));

        AssertPending(await agent.CallAsync("pay", 1));
        var id = await gateway.Admin.PendingAsync(ServerOf("later", kind));
        await gateway.Admin.DecideAsync(id, "approve");
        AssertPending(await agent.CallAsync("pay", 2));
        var passed = await agent.CallAsync("pay", 1);
        Assert.False(passed.IsError, passed.Text);
        AssertPending(await agent.CallAsync("pay", 1));

        Assert.Equal(1, upstream.TotalCalls);
        Assert.Equal(409, await gateway.Admin.DecideAsync(id, "approve"));
    }

    [Fact]
    public async Task Call_ThatIsPending_NamesThePageWithTheAddressThatTheGatewayListensOn()
    {
        await using var upstream = await CountingUpstream.StartAsync(["pay"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite);
        await using var agent = await AnyAgent.ConnectAsync(AgentKind.CSharpModern, await gateway.Admin.SetUpAsync("link", upstream.Url, Policies.Approved("pay", hold: "1s")));

        var answer = await agent.CallAsync("pay", 1);

        var id = await gateway.Admin.PendingAsync("link");
        Assert.Contains($" {gateway.Url.GetLeftPart(UriPartial.Authority)}/ui/approvals/{id} ", answer.Text, StringComparison.Ordinal);
        Assert.NotEqual(0, gateway.Url.Port);
    }

    [Theory]
    [MemberData(nameof(Agents))]
    public async Task Call_Refused_IsDeniedInWordsForTheModel(AgentKind kind)
    {
        await using var upstream = await CountingUpstream.StartAsync(["pay"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite);
        await using var agent = await AnyAgent.ConnectAsync(kind, await gateway.Admin.SetUpAsync(ServerOf("refused", kind), upstream.Url, Policies.Approved("pay", hold: "60s")));

        var call = agent.CallAsync("pay", 1);
        await gateway.Admin.DecideAsync(await gateway.Admin.PendingAsync(ServerOf("refused", kind)), "refuse");

        AssertDenied("A person refused this call.", await call);
        AssertDenied("A person refused this call.", await agent.CallAsync("pay", 1));
        Assert.Equal(0, upstream.TotalCalls);
    }

    [Theory]
    [MemberData(nameof(Agents))]
    public async Task Call_ThatNobodyDecidesOnInTime_IsDeniedInWordsForTheModel(AgentKind kind)
    {
        await using var upstream = await CountingUpstream.StartAsync(["pay"], TimeProvider.System);
        await using var gateway = await LocalGateway.StartAsync(azurite);
        await using var agent = await AnyAgent.ConnectAsync(kind, await gateway.Admin.SetUpAsync(ServerOf("expired", kind), upstream.Url, Policies.Approved("pay", hold: "60s", timeout: "2s")));

        AssertDenied("Nobody decided on this call in time", await agent.CallAsync("pay", 1));
        Assert.Equal(0, upstream.TotalCalls);
    }

    private static void AssertDenied(string why, (string Text, bool IsError) answer)
    {
        Assert.StartsWith($"[POLICY DENIED] {why}", answer.Text, StringComparison.Ordinal);
        Assert.True(answer.IsError);
    }

    private static void AssertPending((string Text, bool IsError) answer)
    {
        Assert.StartsWith("[APPROVAL PENDING] ", answer.Text, StringComparison.Ordinal);
        Assert.True(answer.IsError);
    }

    private static string ServerOf(string name, AgentKind kind) => $"{name}-{kind}".ToLowerInvariant();
}
