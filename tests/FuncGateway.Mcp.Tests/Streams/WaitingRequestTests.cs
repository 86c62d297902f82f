using FuncGateway.Core;
using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Streams;

/// <summary>What an administrator changes reaches requests that only wait, within <see cref="CacheAge.Max"/>: those that listen, and calls that are held for a person.</summary>
public sealed class WaitingRequestTests
{
    private const string SomeResources = """{"version":"1","default":"deny","resources":{"docs://*":{}}}""";

    private static readonly string[] Listening =
    [
        """{"jsonrpc":"2.0","method":"notifications/subscriptions/acknowledged","params":{"_meta":{"io.modelcontextprotocol/subscriptionId":7}}}""",
        """{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"docs://a","_meta":{"io.modelcontextprotocol/subscriptionId":7}}}""",
    ];

    private readonly TaskCompletionSource _gate = new();

    public static TheoryData<string> Endings => GrantEndings.All;

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task Listening_OfAGrantThatEnds_EndsWithAnErrorWithinTwoSecondsAndHearsNothingMore(string how)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        using var stream = await ListenAsync(gateway, await gateway.SetUpPaymentsAsync(SomeResources));

        await GrantEndings.EndAsync(gateway, how);
        await gateway.Time.PassAsync(CacheAge.Max);
        await stream.ReadToEndAsync();
        _gate.SetResult();

        Assert.Equal(2, stream.Events.Length);
        Assert.Equal((7, -32603), ((int?)stream.Events[1]?["id"], (int?)stream.Events[1]?["error"]?["code"]));
    }

    [Fact]
    public async Task Listening_UnderAPolicyThatIsEdited_HearsOnlyWhatTheNewOneAllows()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        using var stream = await ListenAsync(gateway, await gateway.SetUpPaymentsAsync(SomeResources));

        await gateway.PublishAsync(SomeResources.Replace("docs://*", "docs://b", StringComparison.Ordinal));
        await gateway.Time.PassAsync(CacheAge.Max);
        _gate.SetResult();
        await stream.ReadToEndAsync();

        Assert.DoesNotContain("docs://a", stream.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listening_UnderAPolicyThatStays_HearsWhatChanges()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        using var stream = await ListenAsync(gateway, await gateway.SetUpPaymentsAsync(SomeResources));

        await gateway.Time.PassAsync(CacheAge.Max);
        _gate.SetResult();
        await stream.ReadUntilAsync("docs://a");
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task HeldCall_OfAGrantThatEnds_IsRefusedWithinTwoSeconds_AndItsApprovalIsNotUsed(string how)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        var call = gateway.CallAsync(token);
        await gateway.PendingAsync();
        await gateway.Time.PassAsync(TimeSpan.FromSeconds(10));

        await GrantEndings.EndAsync(gateway, how);
        await gateway.Time.PassAsync(CacheAge.Max);

        Assert.Contains(
            how switch { "policy detached" => "This grant has no policy", "frozen" => "All calls are stopped by an administrator", _ => "The grant of this call ended" },
            (await call).Spoken(),
            StringComparison.Ordinal);
        Assert.Equal(ApprovalState.Pending, gateway.Approval().State);
        Assert.Empty(gateway.Upstream.Requests);
    }

    private async Task<OpenStream> ListenAsync(InMemoryGateway gateway, string token)
    {
        gateway.Upstream.Then(Reply.EventStream(ReplyStep.Event(Listening[0]), new ReplyStep.Wait(_gate.Task), ReplyStep.Event(Listening[1])));
        var stream = await OpenStream.PostModernAsync(gateway, token, "subscriptions/listen", """{"notifications":{"resourceSubscriptions":["docs://a"]}}""");
        await stream.ReadUntilAsync("acknowledged");
        return stream;
    }
}
