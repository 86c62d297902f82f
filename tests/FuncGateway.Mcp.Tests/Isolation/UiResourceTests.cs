using System.Text;
using FuncGateway.Core.Access;
using FuncGateway.Core.Policies;
using FuncGateway.Mcp.Relay;
using FuncGateway.Policies.Documents;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Isolation;

/// <summary>A <c>ui://</c> resource that an allowed tool names may be read, and no other.</summary>
public sealed class UiResourceTests
{
    private const string Policy = """{"version":"1","default":"deny","hide":["h"],"tools":{"a":{},"b":{},"n":{"deny_if":[{"conditions":[]}]},"h":{}}}""";

    private const string Tools = """
        {"tools":[{"name":"a","_meta":{"ui":{"resourceUri":"ui://a"}}},{"name":"b","_meta":{"ui/resourceUri":"ui://b"}},{"name":"n","_meta":{"ui":{"resourceUri":"ui://n"}}},
        {"name":"u","_meta":{"ui":{"resourceUri":"ui://u"}}},{"name":"h","_meta":{"ui":{"resourceUri":"ui://h"}}},{"name":"a","_meta":{"ui":{"resourceUri":"file:///a"}}}]}
        """;

    [Fact]
    public async Task UiResource_ThatAnAllowedToolNames_MayBeRead_ByTheGrantThatListedIt()
    {
        await using var two = await TwoGrants.StartAsync(Policy);
        Assert.False(await MayReadAsync(two, two.First, "ui://a"));
        two.Upstream.Then(Reply.EventStream(ReplyStep.Event(TwoGrants.Result(Tools.ReplaceLineEndings("")))));
        await two.PostAsync(two.First, TwoGrants.Request("tools/list"));

        foreach (var (uri, allowed) in new[] { ("ui://a", true), ("ui://b", true), ("ui://n", false), ("ui://u", false), ("ui://h", false), ("file:///a", false), ("ui://c", false), ("ui://a/../b", false) })
        {
            Assert.Equal((uri, allowed), (uri, await MayReadAsync(two, two.First, uri)));
            Assert.False(await MayReadAsync(two, two.Second, uri));
        }
    }

    [Fact]
    public async Task UiResource_OfAToolThatThePolicyNoLongerAllows_MayNotBeRead()
    {
        await using var two = await TwoGrants.StartAsync(Policy);
        two.Upstream.Then(Reply.EventStream(ReplyStep.Event(TwoGrants.Result(Tools.ReplaceLineEndings("")))));
        await two.PostAsync(two.First, TwoGrants.Request("tools/list"));
        Assert.True(await MayReadAsync(two, two.First, "ui://a"));

        await two.Gateway.PublishAsync(TwoGrants.DenyAll);
        two.Gateway.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.False(await MayReadAsync(two, two.First, "ui://a"));
    }

    [Fact]
    public void Memory_OfGrantsAndResources_IsBounded_AndForgettingRefuses()
    {
        var (memory, policy) = (new UiResources(), PolicyOf(TwoGrants.AllowAll));
        var first = NewCaller(policy);
        memory.Remember(first, List(Enumerable.Range(0, UiResources.MaxResources + 1)));

        Assert.True(memory.IsNamed(first, $"ui://{UiResources.MaxResources - 1}"));
        Assert.False(memory.IsNamed(first, $"ui://{UiResources.MaxResources}"));
        for (var number = 0; number < UiResources.MaxGrants; number++)
        {
            memory.Remember(NewCaller(policy), List([number]));
        }

        Assert.False(memory.IsNamed(first, "ui://0"));
    }

    private static byte[] List(IEnumerable<int> numbers) =>
        Encoding.UTF8.GetBytes(TwoGrants.Result("{\"tools\":[" + string.Join(',', numbers.Select(Tool)) + "]}"));

    private static string Tool(int number) => $$$$"""{"name":"t","_meta":{"ui":{"resourceUri":"ui://{{{{number}}}}"}}}""";

    private static PublishedPolicy PolicyOf(string document) =>
        new(Samples.NewPolicyId(), 1, PolicyReader.Read(Encoding.UTF8.GetBytes(document)).Policy ?? throw new ArgumentException($"The policy has mistakes: {document}"));

    private static Caller NewCaller(PublishedPolicy policy)
    {
        var server = Samples.NewServer();
        return new Caller(Samples.NewGrant(server.Id), server, policy);
    }

    private static async Task<bool> MayReadAsync(TwoGrants two, string token, string uri) =>
        (await two.PostAsync(token, TwoGrants.Request("resources/read", $$"""{"uri":"{{uri}}"}"""))).Error().Code is null;
}
