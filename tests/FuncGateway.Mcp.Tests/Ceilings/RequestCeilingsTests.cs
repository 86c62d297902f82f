using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using FuncGateway.Mcp.Tests.Streams;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Timing;
using FuncGateway.Testing.Upstreams;

namespace FuncGateway.Mcp.Tests.Ceilings;

/// <summary>What is in progress at the same time is bounded, for each grant and for the process. A refusal names its ceiling.</summary>
public sealed class RequestCeilingsTests
{
    private const string AllowAll = """{"version":"1","default":"allow"}""";
    private const string Call = """{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"echo","arguments":{}}}""";
    private const string Listen = """{"jsonrpc":"2.0","id":8,"method":"subscriptions/listen","params":{"notifications":{}}}""";

    private readonly TaskCompletionSource _gate = new();

    [Fact]
    public async Task Requests_OfOneGrantAboveItsCeiling_AreAnswered429AndOtherGrantsAreNot()
    {
        await using var gateway = await StartAsync(("RequestsPerGrant", "2"));
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        var other = await gateway.MintAsync();
        var (one, two) = (await OpenCallAsync(gateway, token), await OpenCallAsync(gateway, token));

        var refused = await SendAsync(gateway, token, Call);
        gateway.Upstream.Otherwise = _ => Reply.Json(Payments.Result.Replace("\"id\":1", "\"id\":7", StringComparison.Ordinal));
        var passed = await SendAsync(gateway, other, Call);

        AssertRefused(refused, 429, "At most 2 requests of one grant are in progress at a time (setting FuncGateway:Ceilings:RequestsPerGrant)");
        Assert.Equal(200, passed.Status);
        Assert.Equal(3, gateway.Upstream.Requests.Count);
        _gate.SetResult();
        await Task.WhenAll(one.ReadToEndAsync(), two.ReadToEndAsync());
        await Eventually.Async(async () => (await SendAsync(gateway, token, Call)).Status == 200);
    }

    [Fact]
    public async Task Requests_OfTheProcessAboveItsCeiling_AreAnswered503()
    {
        await using var gateway = await StartAsync(("Requests", "1"));
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        using var open = await OpenCallAsync(gateway, token);

        AssertRefused(await SendAsync(gateway, await gateway.MintAsync(), Call), 503, "At most 1 requests are in progress at a time on one instance (setting FuncGateway:Ceilings:Requests)");
        _gate.SetResult();
    }

    [Theory]
    [InlineData("StreamsPerGrant", "At most 1 streams of one grant are open at a time (setting FuncGateway:Ceilings:StreamsPerGrant)", 429)]
    [InlineData("Streams", "At most 1 streams are open at a time on one instance (setting FuncGateway:Ceilings:Streams)", 503)]
    public async Task Streams_AboveTheirCeiling_AreAnsweredAsNotOffered(string setting, string message, int status)
    {
        await using var gateway = await StartAsync((setting, "1"));
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        var session = await OpenStream.OpenSessionAsync(gateway, token);
        gateway.Upstream.Then(Reply.EventStream(new ReplyStep.Wait(_gate.Task)));
        using var first = await OpenStream.GetAsync(gateway, token, session);

        var get = await gateway.SendAsync("GET", "/mcp/bank", bearer: token, headers: [("Mcp-Session-Id", session)]);
        var listen = await SendAsync(gateway, token, Listen);

        Assert.Equal((405, "POST, DELETE"), (get.Status, get.Headers["Allow"]));
        Assert.StartsWith(message, (string?)get.Json["error"]?["message"], StringComparison.Ordinal);
        AssertRefused(listen, status, message);
        Assert.Equal(8, (int?)listen.Json["id"]);
        _gate.SetResult();
        await first.ReadToEndAsync();
        gateway.Upstream.Otherwise = _ => Reply.EventStream();
        await Eventually.Async(async () => (await gateway.SendAsync("GET", "/mcp/bank", bearer: token, headers: [("Mcp-Session-Id", session)])).Status == 200);
    }

    [Fact]
    public async Task Refusals_ByACeiling_AreCountedByMinuteAndMeasured()
    {
        await using var gateway = await StartAsync(("RequestsPerGrant", "1"));
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        using var refusals = new MeasuredRefusals();
        using var open = await OpenCallAsync(gateway, token);

        for (var number = 0; number < 5; number++)
        {
            await SendAsync(gateway, token, Call);
        }

        _gate.SetResult();
        var entry = await CountedAsync(gateway, "busy");
        Assert.Equal((5, true), ((int?)entry?["count"], entry?["grant"] is not null));
        Assert.True(refusals.Of("requests_per_grant") >= 5);
    }

    [Fact]
    public async Task MalformedPosts_OfAGrant_AreCountedByMinuteInsteadOfRecorded()
    {
        await using var gateway = await StartAsync(("RequestsPerGrant", "8"));
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        var rows = (await gateway.SendAsync("GET", "/api/audit?server=bank")).Json["items"]?.AsArray().Count;

        for (var number = 0; number < 50; number++)
        {
            Assert.Equal(400, (await SendAsync(gateway, token, "{")).Status);
        }

        Assert.Equal(rows, (await gateway.SendAsync("GET", "/api/audit?server=bank")).Json["items"]?.AsArray().Count);
        Assert.Equal(50, (int?)(await CountedAsync(gateway, "malformed"))?["count"]);
    }

    private static Task<InMemoryGateway> StartAsync(params (string Name, string Value)[] settings) =>
        InMemoryGateway.StartAsync(new() { Settings = [.. settings.Select(setting => ($"FuncGateway:Ceilings:{setting.Name}", setting.Value))] });

    private static void AssertRefused(Answer answer, int status, string message)
    {
        Assert.Equal((status, "1"), (answer.Status, answer.Headers["Retry-After"]));
        Assert.StartsWith(message, (string?)answer.Json["error"]?["message"], StringComparison.Ordinal);
    }

    private static async Task<Answer> SendAsync(InMemoryGateway gateway, string token, string body)
    {
        using var request = Payments.Request(token, body);
        using var response = await gateway.OpenAsync(request);
        return await Answer.OfAsync(response);
    }

    private static async Task<JsonNode?> CountedAsync(InMemoryGateway gateway, string outcome)
    {
        JsonNode? found = null;
        await gateway.Time.PassAsync(TimeSpan.FromMinutes(2));
        await Eventually.Async(async () =>
        {
            var items = (await gateway.SendAsync("GET", "/api/audit?server=bank")).Json["items"]?.AsArray() ?? [];
            found = items.SingleOrDefault(item => (string?)item?["outcome"] == outcome);
            return found is not null;
        });
        return found;
    }

    private async Task<OpenStream> OpenCallAsync(InMemoryGateway gateway, string token)
    {
        gateway.Upstream.Then(Reply.EventStream(new ReplyStep.Wait(_gate.Task), ReplyStep.Event(Payments.Result)));
        return await OpenStream.PostAsync(gateway, token, Call);
    }

    /// <summary>The measured refusals, by ceiling.</summary>
    private sealed class MeasuredRefusals : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly List<string> _ceilings = [];

        public MeasuredRefusals()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "funcgateway.ceiling.refusals")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
            {
                lock (_ceilings)
                {
                    _ceilings.Add($"{tags[0].Value}");
                }
            });
            _listener.Start();
        }

        public int Of(string ceiling)
        {
            lock (_ceilings)
            {
                return _ceilings.Count(each => each == ceiling);
            }
        }

        public void Dispose() => _listener.Dispose();
    }
}
