using System.Text;
using System.Text.Json.Nodes;
using FuncGateway.Core;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Scanning;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FuncGateway.Mcp.Tests.Scanning;

/// <summary>The scanner against upstreams that answer what no honest server would, and against a real one.</summary>
public sealed class ServerScannerTests
{
    private const string Key = "upstream-key";

    [Fact]
    public async Task Scan_ServerEverything_ReadsAllItHas()
    {
        await using var upstream = await EverythingUpstream.StartAsync(CancellationToken.None);

        var found = Assert.IsType<ScanResult.Reached>(await ScanAsync(upstream.Url)).Server;

        Assert.True(found.IsComplete, string.Join(' ', found.Stops));
        Assert.Contains("everything", found.Facts.Name, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("echo", found.Tools.Entries.Select(Snapshot.NameOf));
        Assert.NotEmpty(found.Resources.Entries);
        Assert.NotEmpty(found.Prompts.Entries);
    }

    [Fact]
    public async Task Scan_AListOf2000Tools_IsReadWhole()
    {
        await using var upstream = await StartAsync(_ => Page(Enumerable.Range(0, 2_000).Select(number => $"t{number}"), null));

        var tools = Assert.IsType<ScanResult.Reached>(await ScanAsync(upstream.Url)).Server.Tools;

        Assert.Equal((2_000, null), (tools.Entries.Count, tools.Stopped));
    }

    [Fact]
    public async Task Scan_AListOfMore_StopsAt2000()
    {
        await using var upstream = await StartAsync(cursor => Page(Enumerable.Range(0, 500).Select(number => $"t{cursor}-{number}"), $"{(cursor is null ? 1 : int.Parse(cursor) + 1)}"));

        var tools = Assert.IsType<ScanResult.Reached>(await ScanAsync(upstream.Url)).Server.Tools;

        Assert.Equal((2_000, "The list of 'tools/list' has over 2000 entries; the first ones were read."), (tools.Entries.Count, tools.Stopped));
    }

    [Fact]
    public async Task Scan_ACursorThatLeadsBack_Stops()
    {
        await using var upstream = await StartAsync(cursor => Page([$"t{cursor}"], cursor == "a" ? "b" : "a"));

        var tools = Assert.IsType<ScanResult.Reached>(await ScanAsync(upstream.Url)).Server.Tools;

        Assert.Equal((3, "The list of 'tools/list' has a cursor that leads back to a page already read."), (tools.Entries.Count, tools.Stopped));
    }

    [Fact]
    public async Task Scan_AListOf16MiB_IsCutOffWithAClearAnswer()
    {
        await using var upstream = await StartAsync(cursor => cursor is null
            ? Page(["first"], "next")
            : Reply.Json($$$"""{"jsonrpc":"2.0","id":{{{Id}}},"result":{"tools":[{"name":"{{{new string('x', 16 * 1024 * 1024)}}}"}]}}"""));

        var tools = Assert.IsType<ScanResult.Reached>(await ScanAsync(upstream.Url)).Server.Tools;

        Assert.Equal((1, "The list of 'tools/list' is too long: the server sent over 8 MiB in all."), (tools.Entries.Count, tools.Stopped));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Scan_AnAnswerThatNeverEnds_IsGivenUp(bool isEventStream)
    {
        var never = isEventStream
            ? Reply.EventStream(ReplyStep.Text(": still there\n\n"), ReplyStep.Forever())
            : new Reply(200, [new("Content-Type", "application/json")], [ReplyStep.Text("""{"jsonrpc":"2.0","""), ReplyStep.Forever()]);
        await using var upstream = await StartAsync(cursor => cursor is null ? Page(["first"], "next") : never);

        var tools = Assert.IsType<ScanResult.Reached>(await ScanAsync(upstream.Url, TimeSpan.FromSeconds(2))).Server.Tools;

        Assert.Equal((1, "The list of 'tools/list' did not end within 2 s."), (tools.Entries.Count, tools.Stopped));
    }

    [Fact]
    public async Task Scan_AServerThatDoesNotEndItsSession_IsNotWaitedFor()
    {
        using var scanned = new ManualResetEventSlim();
        await using var upstream = await StartAsync(_ => Page(["a"], null));
        var answer = upstream.Otherwise;
        upstream.Otherwise = request =>
        {
            if (request.Method == "DELETE")
            {
                scanned.Wait(Eventually.Timeout);
            }

            return answer(request).With("Mcp-Session-Id", "s-1");
        };

        var scanning = ScanAsync(upstream.Url);
        var tools = Assert.IsType<ScanResult.Reached>(await scanning.WaitAsync(Eventually.Timeout)).Server.Tools;
        scanned.Set();

        Assert.Single(tools.Entries);
        Assert.Contains(upstream.Requests, request => request.Method == "DELETE");
    }

    [Fact]
    public async Task Scan_ARepeatedKeyInAnEntry_IsKeptAsItCame()
    {
        const string Entry = """{"name":"a","description":"x","description":"y"}""";
        await using var upstream = await StartAsync(_ => Reply.Json($$$"""{"jsonrpc":"2.0","id":{{{Id}}},"result":{"tools":[{{{Entry}}}]}}"""));

        var tools = Assert.IsType<ScanResult.Reached>(await ScanAsync(upstream.Url)).Server.Tools;

        Assert.Equal([Entry], tools.Entries.Select(entry => entry.GetRawText()));
    }

    [Theory]
    [InlineData("""{"tools":{"name":"a"}}""", "The list of 'tools/list' is not in the answer: the result has no array 'tools'.")]
    [InlineData("""{"tools":["a"]}""", "The list of 'tools/list' has an entry that is not an object.")]
    [InlineData("""{}""", "The list of 'tools/list' is not in the answer: the result has no array 'tools'.")]
    public async Task Scan_WhatIsNoList_FailsWithAClearAnswer(string result, string why)
    {
        await using var upstream = await StartAsync(_ => Reply.Json($$"""{"jsonrpc":"2.0","id":{{Id}},"result":{{result}}}"""));

        Assert.Equal(new ScanResult.Failed(why, NeedsAuthentication: false), await ScanAsync(upstream.Url));
    }

    [Theory]
    [InlineData(401, true, "answered HTTP 401: a credential is missing or was refused")]
    [InlineData(404, false, "answered HTTP 404")]
    [InlineData(307, false, "answered with a redirect (HTTP 307), which is not followed; register the final URL")]
    public async Task Scan_ARefusal_SaysWhatWasTriedAndAnswered(int status, bool needsAuthentication, string why)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        upstream.Otherwise = _ => Reply.Empty(status).With("Location", "http://169.254.169.254/");

        var failed = Assert.IsType<ScanResult.Failed>(await ScanAsync(new Uri(upstream.Url, "?key=secret")));

        Assert.Equal(($"Tried to connect to {upstream.Url} as an MCP client (Streamable HTTP): the server {why}.", needsAuthentication), (failed.Why, failed.NeedsAuthentication));
    }

    [Fact]
    public async Task Scan_ANameThatDoesNotResolveToAnAllowedAddress_ConnectsToNothing()
    {
        var failed = Assert.IsType<ScanResult.Failed>(await ScanAsync(new Uri("https://10.0.0.1/mcp")));

        Assert.Contains(
            "the server has an address to which the gateway does not connect. '10.0.0.1' resolves to 10.0.0.1 (private, 10.0.0.0/8). Accepted: https to a public address", failed.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_SendsTheCredentials_AndNoneWithoutTheSecret()
    {
        await using var upstream = await StartAsync(_ => Page([], null));

        await ScanAsync(upstream.Url, headers: new() { ["X-Key"] = $"@secret:{Key}" });
        Assert.All(upstream.Requests, request => Assert.Contains(KeyValuePair.Create("X-Key", "k-1"), request.Headers));

        var sent = upstream.Requests.Count;
        var failed = Assert.IsType<ScanResult.Failed>(await ScanAsync(upstream.Url, headers: new() { ["X-Key"] = "@secret:upstream-missing" }));
        Assert.EndsWith("nothing was sent, because the server's credential cannot be read.", failed.Why, StringComparison.Ordinal);
        Assert.Equal(sent, upstream.Requests.Count);
    }

    // Replaced by the id of the request.
    private const string Id = "\"@id\"";

    private static Reply Page(IEnumerable<string> tools, string? next)
    {
        var result = new JsonObject { ["tools"] = new JsonArray([.. tools.Select(name => new JsonObject { ["name"] = name, ["inputSchema"] = new JsonObject { ["type"] = "object" } })]) };
        if (next is not null)
        {
            result["nextCursor"] = next;
        }

        return Reply.Json($$"""{"jsonrpc":"2.0","id":{{Id}},"result":{{result.ToJsonString()}}}""");
    }

    /// <param name="answer">The answer to <c>tools/list</c> for a cursor.</param>
    private static async Task<ScriptedUpstream> StartAsync(Func<string?, Reply> answer)
    {
        var upstream = await ScriptedUpstream.StartAsync();
        upstream.Otherwise = request => Answer(request, answer);
        return upstream;
    }

    private static Reply Answer(RecordedRequest request, Func<string?, Reply> answer)
    {
        if (request.Method != "POST" || JsonNode.Parse(request.Body.Span) is not { } message)
        {
            return Reply.Empty(405);
        }

        var reply = (string?)message["method"] switch
        {
            "initialize" => Reply.Json($$$$"""{"jsonrpc":"2.0","id":{{{{Id}}}},"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"hostile","version":"1"}}}"""),
            "tools/list" => answer((string?)message["params"]?["cursor"]),
            { } method when message["id"] is not null => Reply.Json($$$"""{"jsonrpc":"2.0","id":{{{Id}}},"error":{"code":-32601,"message":"no {{{method}}}"}}"""),
            _ => Reply.Empty(202),
        };
        return reply with
        {
            Steps = [.. reply.Steps.Select(step => step is ReplyStep.Write write ? ReplyStep.Text(Encoding.UTF8.GetString(write.Bytes.Span).Replace(Id, message["id"]?.ToJsonString() ?? "null", StringComparison.Ordinal)) : step)],
        };
    }

    private static async Task<ScanResult> ScanAsync(Uri url, TimeSpan? timeout = null, Dictionary<string, string>? headers = null)
    {
        var options = new GatewayOptions { AllowLoopbackUpstreams = true };
        using var client = new UpstreamClient(options, new UpstreamAddressGuard(Options.Create(options)));
        var secrets = new UpstreamSecrets(new FakeSecrets { [Key] = "k-1" }, options);
        var sealing = new CredentialSealing(new KeyMaterial("key", Convert.ToBase64String(new byte[32]), new FakeSecrets()));
        var credentials = new UpstreamCredentials(secrets, sealing, NullLogger<UpstreamCredentials>.Instance);
        var scanner = new ServerScanner(client, credentials, TimeProvider.System, NullLogger<ServerScanner>.Instance);
        var server = new Server(Samples.NewServerId(), "S", url, headers ?? []);
        return await scanner.ScanAsync(server, timeout ?? TimeSpan.FromMinutes(2), CancellationToken.None);
    }
}
