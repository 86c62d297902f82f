using System.Text;
using FuncGateway.Mcp.Wire;
using FuncGateway.Testing.Clients;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;
using static FuncGateway.Mcp.Tests.Relay.Relayed;

namespace FuncGateway.Mcp.Tests.Relay;

/// <summary>Only lists are bounded: a tool result of any length passes, in each form, without being held.</summary>
public sealed class LongAnswerTests
{
    private static readonly string Long = $$$"""{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"{{{new string('x', 17_500_000)}}}"}]}}""";

    public static TheoryData<bool, int> Forms => new() { { true, 64 * 1024 }, { true, int.MaxValue }, { false, 64 * 1024 }, { false, int.MaxValue } };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Report18_AToolResultOf17Megabytes_Passes(bool isStream, int size)
    {
        var body = isStream ? $"event: message\ndata: {Long}\n\n" : Long;
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync(AllowAll);
        ReplyStep[] steps = [.. Encoding.UTF8.GetBytes(body).Chunk(Math.Min(size, body.Length)).Select(chunk => new ReplyStep.Write(chunk))];
        gateway.Upstream.Then(isStream ? Reply.EventStream(steps) : Reply.Json("") with { Steps = steps });

        var answer = await gateway.PostAsync(token, Call);

        Assert.Equal(body.Length, answer.Text.Length - (isStream ? OpenedStream.Comment.Length : 0));
        Assert.EndsWith(body[^100..], answer.Text, StringComparison.Ordinal);
        Assert.Equal("answered", await gateway.OutcomeAsync());
    }

    [Fact]
    public async Task Report18_ToAHeldCall_ItIsOneEvent()
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        gateway.Upstream.Otherwise = _ => Reply.Json(Long.Replace(",\"result\"", ",\n\r\n\"result\"", StringComparison.Ordinal));
        var calling = gateway.CallAsync(token);
        await gateway.DecideAsync(await gateway.PendingAsync(), "approve");

        var answer = await gateway.Time.PassUntilAsync(calling);

        Assert.Equal(Long, answer.Events().Last().Replace("   ", "", StringComparison.Ordinal));
        Assert.Equal("answered", await gateway.OutcomeAsync());
    }

    [Fact]
    public async Task ToAHeldCall_WithWhatSomeClientsTakeForLineEnds_ItIsOneEventWithTheirEscapes()
    {
        var text = string.Concat(Enumerable.Repeat("\u2028\u0085ż\u2029🙂", 20_000));
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        gateway.Upstream.Otherwise = _ => Reply.Json($$$"""{"jsonrpc":"2.0","id":1,"result":{"x":"{{{text}}}"}}""");
        var calling = gateway.CallAsync(token);
        await gateway.DecideAsync(await gateway.PendingAsync(), "approve");

        var passed = (await gateway.Time.PassUntilAsync(calling)).Events().Last();

        Assert.False(SseLine.HasOtherLineEnds(Encoding.UTF8.GetBytes(passed)));
        Assert.Equal(text, (string?)System.Text.Json.Nodes.JsonNode.Parse(passed)?["result"]?["x"]);
        Assert.Equal("answered", await gateway.OutcomeAsync());
    }

    [Theory]
    [InlineData(""","result":{"tools":[{"name":"secret_a"}]}}""")]
    [InlineData(""","x":1} {"result":{"tools":[{"name":"secret_a"}]}}""")]
    [InlineData(""","Result":{'tools':[{"name":"secret_a"}]}}""")]
    [InlineData(""","result":{"\u0054ools":[{"name":"secret_a"}]}}""")]
    public async Task ALongAnswerWithAListInIt_IsCutOff(string end)
    {
        foreach (var isStream in new[] { false, true })
        {
            await using var gateway = await InMemoryGateway.StartAsync();
            var token = await gateway.SetUpPaymentsAsync(HidesSecrets);

            // More than is held until it is known to be the answer to the call.
            var start = $"{{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{{\"x\":\"{new string('x', 600_000)}\"";
            var rest = end.Replace(",\"result\":{", ",", StringComparison.Ordinal);
            ReplyStep[] steps = isStream ? [ReplyStep.Text($"data: {start}"), ReplyStep.Text($"{rest}\n\n")] : [ReplyStep.Text(start), ReplyStep.Text(rest)];
            gateway.Upstream.Then(isStream ? Reply.EventStream(steps) : Reply.Json("") with { Steps = steps });

            await Assert.ThrowsAnyAsync<HttpRequestException>(() => gateway.PostAsync(token, Call));

            Assert.Equal("unknown", await gateway.OutcomeAsync());
        }
    }

    [Fact]
    public void Report21_AnEventInSmallPackets_IsLookedAtOnce()
    {
        // 12 MB in packets of 1.2 KB. Looking at everything again for each packet would be 60 billion bytes.
        using var events = new SseBuffer();
        var packet = new byte[1200];
        packet.AsSpan().Fill((byte)'x');
        Add(events, "data: "u8.ToArray());
        for (var count = 0; count < 10_000; count++)
        {
            Add(events, packet);
            Assert.False(events.TryNext(out _));
        }

        Add(events, "\n\n"u8.ToArray());

        Assert.True(events.TryNext(out var next));
        Assert.Equal(12_000_000, next.Data.Length);
        Assert.InRange(events.Scanned, 12_000_000, 12_000_100);
    }

    [Fact]
    public void Report21_ManyShortLines_AreJoinedOnce()
    {
        using var events = new SseBuffer();
        for (var line = 0; line < 100_000; line++)
        {
            Add(events, "data: 1\n"u8.ToArray());
            Assert.False(events.TryNext(out _));
        }

        Add(events, "\n"u8.ToArray());

        Assert.True(events.TryNext(out var next));
        Assert.Equal(199_999, next.Data.Length);
    }

    private static void Add(SseBuffer events, byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var room = events.Room();
            var count = Math.Min(room.Length, bytes.Length - at);
            bytes.AsMemory(at, count).CopyTo(room);
            events.Filled(count);
            at += count;
        }
    }
}
