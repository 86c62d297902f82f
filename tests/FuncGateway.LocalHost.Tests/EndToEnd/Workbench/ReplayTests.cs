using System.Text.Json;
using System.Text.Json.Nodes;
using FuncGateway.Core;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;
using Xunit.Abstractions;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Workbench;

/// <summary>Replays of traffic that a real gateway has decided.</summary>
public sealed class ReplayTests(AzuriteFixture azurite, ITestOutputHelper output) : IClassFixture<AzuriteFixture>
{
    private const int Calls = 150;

    private const string Live = """
        { "version": "1", "default": "deny", "hide": ["drop"],
          "tools": { "read": {},
                     "charge": { "deny_if": [ { "conditions": [ { "path": "args.amount", "op": "gt", "value": 80 } ] } ],
                                 "limits": [ { "counter": "calls", "window": "minute", "max": 5 }, { "counter": "spend", "window": "hour", "max": 900, "increment_from": "args.amount", "scope": "server" } ] },
                     "write": { "require": [ { "conditions": [ { "path": "args.path", "op": "regex", "value": "^/w/" } ] } ], "limits": [ { "counter": "writes", "window": "minute", "max": 4 } ] } } }
        """;

    private const string Draft = """
        { "version": "1", "default": "deny", "hide": ["write"],
          "tools": { "read": { "limits": [ { "counter": "reads", "window": "minute", "max": 6 } ] },
                     "charge": { "deny_if": [ { "conditions": [ { "path": "args.amount", "op": "gt", "value": 60 } ] } ],
                                 "limits": [ { "counter": "calls", "window": "minute", "max": 4 }, { "counter": "spend", "window": "hour", "max": 1200, "increment_from": "args.amount", "scope": "server" } ] },
                     "drop": {} } }
        """;

    [Fact]
    public async Task Replay_OfTheSamePolicy_ChangesNothing_AndOfADraft_EqualsAGatewayWithTheDraft()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var traffic = Traffic(new Random(seed));
        await using var upstream = await CountingUpstream.StartAsync(["read", "charge", "write", "drop"], TimeProvider.System);
        var recorded = await RunAsync(upstream.Url, "live", Live, traffic, isRecorded: true);
        var drafted = await RunAsync(upstream.Url, "draft", Draft, traffic, isRecorded: false);

        var same = await recorded.ReplayAsync(Live);
        var changed = await recorded.ReplayAsync(Draft);

        await recorded.DisposeAsync();
        await drafted.DisposeAsync();
        Assert.Equal((Calls, Calls, 0, 0), ((int)same["requests"]!, (int)same["exact"]!, (int)same["changed"]!, same["undecided"]!.AsArray().Count));
        var expected = recorded.Verdicts.Zip(drafted.Verdicts).Select((pair, call) => (call, pair.First, pair.Second)).Where(each => each.First.Verdict != each.Second.Verdict).ToArray();
        Assert.NotEmpty(expected);
        Assert.Equal(
            expected.Select(each => $"{each.call} {each.First.Verdict} {each.Second.Verdict} {each.Second.Rule}"),
            changed["changes"]!.AsArray().Reverse().Select(change => $"{recorded.Ids.IndexOf((string)change!["id"]!)} {change["was"]} {change["wouldBe"]} {change["wouldBeRule"]}"));
    }

    [Fact]
    public async Task Replay_WithoutArguments_IsUndecidedOrRight()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var traffic = Traffic(new Random(seed));
        await using var upstream = await CountingUpstream.StartAsync(["read", "charge", "write", "drop"], TimeProvider.System);
        var unrecorded = await RunAsync(upstream.Url, "names", Live, traffic, isRecorded: false);
        var drafted = await RunAsync(upstream.Url, "names-draft", Draft, traffic, isRecorded: false);

        var replayed = await unrecorded.ReplayAsync(Draft);

        await unrecorded.DisposeAsync();
        await drafted.DisposeAsync();
        var undecided = replayed["undecided"]!.AsArray().Sum(each => (int)each!["requests"]!);
        Assert.Equal((Calls, 0), ((int)replayed["requests"]!, (int)replayed["exact"]!));
        Assert.InRange(undecided, 1, Calls - 1);
        foreach (var change in replayed["changes"]!.AsArray())
        {
            var call = unrecorded.Ids.IndexOf((string)change!["id"]!);
            Assert.Equal((drafted.Verdicts[call].Verdict, false), ((string?)change["wouldBe"], (bool)change["exact"]!));
        }
    }

    // Calls of several minutes, with arguments near what the conditions ask for.
    private static (TimeSpan After, string Tool, string Arguments)[] Traffic(Random random) => [.. Enumerable.Range(0, Calls).Select(_ =>
    {
        var tool = new[] { "read", "charge", "charge", "write", "drop", "other" }[random.Next(6)];
        string[] arguments = tool switch
        {
            "charge" => [$$"""{"amount":{{random.Next(1, 100)}} }""", $$"""{"amount":"{{random.Next(1, 100)}}"}""", "{}", $$"""{"Amount":{{random.Next(1, 100)}} }"""],
            "write" => ["""{"path":"/w/a"}""", """{"path":"/etc/a"}""", "{}"],
            _ => ["{}", """{"x":1}"""],
        };
        return (TimeSpan.FromMilliseconds(random.Next(1, 4_000)), tool, random.Next(3) > 0 ? arguments[0] : arguments[random.Next(arguments.Length)]);
    })];

    private async Task<Run> RunAsync(Uri upstream, string server, string policy, (TimeSpan After, string Tool, string Arguments)[] traffic, bool isRecorded)
    {
        var clock = new PinnedClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        var gateway = await LocalGateway.StartAsync(azurite, clock);
        var grant = await gateway.Admin.SetUpAsync(server, upstream, policy);
        if (isRecorded)
        {
            await gateway.Admin.SendAsync(HttpMethod.Put, $"/api/servers/{server}?probe=false", new JsonObject { ["name"] = server, ["upstreamUrl"] = upstream.ToString(), ["recordArguments"] = "sealed" });
            await Task.Delay(CacheAge.Max, TimeProvider.System);
        }

        using (var post = new McpPost(grant))
        {
            foreach (var (after, tool, arguments) in traffic)
            {
                clock.Advance(after);
                await post.CallAsync(tool, arguments);
            }
        }

        using var audit = AuditView.Of(gateway);
        var entries = await audit.WaitForAsync($"server={server}&limit=200", items => items.Count == Calls && items.All(item => AuditView.Text(item, "outcome") != "unknown"));
        return new Run(gateway, server, clock, [.. entries.Reverse()]);
    }

    private sealed class Run(LocalGateway gateway, string server, PinnedClock clock, IReadOnlyList<JsonElement> entries) : IAsyncDisposable
    {
        public List<string> Ids { get; } = [.. entries.Select(entry => AuditView.Text(entry, "id"))];

        public IReadOnlyList<(string Verdict, string Rule)> Verdicts { get; } = [.. entries.Select(entry => (AuditView.Text(entry, "verdict"), AuditView.Text(entry, "rule")))];

        public async Task<JsonObject> ReplayAsync(string document)
        {
            // Recordings are stored in the background.
            JsonObject? result = null;
            await Eventually.Async(
                async () =>
                {
                    clock.Advance(TimeSpan.FromSeconds(1));
                    var answer = await gateway.Admin.SendAsync(HttpMethod.Post, "/api/policies/replay", new JsonObject { ["server"] = server, ["policy"] = JsonNode.Parse(document), ["days"] = 1 });
                    result = JsonNode.Parse(answer.ToString())!.AsObject();
                    return (int)result["exact"]! == 0 || (int)result["exact"]! == entries.Count;
                },
                () => $"{result}");
            return result!;
        }

        public ValueTask DisposeAsync() => gateway.DisposeAsync();
    }
}
