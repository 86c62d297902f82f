using System.Diagnostics.Metrics;
using FuncGateway.Mcp.Ceilings;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Tests.Isolation;
using FuncGateway.Mcp.Tests.Relay;
using FuncGateway.Mcp.Tests.Streams;
using FuncGateway.Mcp.Wire;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;
using Microsoft.Extensions.DependencyInjection;

namespace FuncGateway.Mcp.Tests.Ceilings;

/// <summary>The answers that are held to be inspected occupy no more memory together than the process may hold of them.</summary>
public sealed class AnswerBytesTests
{
    private const int Max = 4 * 1024 * 1024;
    private const string List = """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""";
    private static readonly string TooMuch = $$$"""{"jsonrpc":"2.0","id":1,"result":{"tools":[],"x":"{{{new string('x', 17_500_000)}}}"}}""";

    public static TheoryData<string, Reply> Held => new()
    {
        { List, Reply.Json(TooMuch) },
        { List, Reply.EventStream(ReplyStep.Event(TooMuch)) },
        { Relayed.Call, Reply.Json(TooMuch) },
        { Relayed.Call, Reply.EventStream(ReplyStep.Event(TooMuch)) },
    };

    [Theory]
    [InlineData(0)]
    [InlineData(64 * 1024)]
    [InlineData(BodyBudget.FreePerAnswer)]
    [InlineData(BodyBudget.FreePerAnswer + 1)]
    [InlineData(2_000_000)]
    public async Task HeldBody_TakesOnlyWhatIsNotFree_AndGivesItBack(int length)
    {
        var budget = new BodyBudget(Max);
        using (var body = new HeldBody(budget))
        {
            Assert.True(await body.ReadAsync(new MemoryStream(new byte[length]), Max, CancellationToken.None));
            Assert.Equal(length, body.Bytes.Length);
            Assert.InRange(budget.Taken, Math.Max(0, length - BodyBudget.FreePerAnswer), length < BodyBudget.FreePerAnswer ? 0 : 2L * length);
        }

        Assert.Equal(0, budget.Taken);
    }

    [Fact]
    public async Task HeldBody_ThatIsGivenUpWhileItIsRead_GivesItsMemoryBack()
    {
        var budget = new BodyBudget(Max);
        using var stop = new CancellationTokenSource();
        var pipe = new System.IO.Pipelines.Pipe(new(pauseWriterThreshold: 0));
        await pipe.Writer.WriteAsync(new byte[1_000_000]);
        using (var body = new HeldBody(budget))
        {
            var reading = body.ReadAsync(pipe.Reader.AsStream(), Max, stop.Token).AsTask();
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
            Assert.NotEqual(0, budget.Taken);
        }

        Assert.Equal(0, budget.Taken);
    }

    [Fact]
    public async Task HeldBodies_ThatTogetherNeedMoreThanTheBudget_AreRefused()
    {
        var budget = new BodyBudget(Max);
        using var first = new HeldBody(budget);
        await first.ReadAsync(new MemoryStream(new byte[2_000_000]), Max, CancellationToken.None);
        using (var second = new HeldBody(budget))
        {
            await Assert.ThrowsAsync<HeldTooMuchException>(() => second.ReadAsync(new MemoryStream(new byte[3_000_000]), Max, CancellationToken.None).AsTask());
        }

        using var third = new HeldBody(budget);
        Assert.True(await third.ReadAsync(new MemoryStream(new byte[1_000_000]), Max, CancellationToken.None));
    }

    [Fact]
    public void Stream_ThatHasPassedALongEventOn_HoldsNothingOfIt()
    {
        var budget = new BodyBudget(Max);
        using var events = new SseBuffer(budget);
        Fill(events, [.. "data: "u8, .. new byte[1_000_000]]);
        Assert.NotEqual(0, budget.Taken);
        Fill(events, "\n\ndata: 1\n\n"u8);

        Assert.True(events.TryNext(out var next));
        Assert.Equal(1_000_000, next.Data.Length);
        Assert.True(events.TryNext(out _));
        events.Room();

        Assert.Equal(0, budget.Taken);
    }

    [Fact]
    public void Stream_WhoseEventNeedsMoreThanTheBudget_GetsNoRoom()
    {
        var budget = new BodyBudget(Max);
        using (var events = new SseBuffer(budget))
        {
            Assert.Throws<HeldTooMuchException>(() => Fill(events, new byte[2 * Max]));
        }

        Assert.Equal(0, budget.Taken);
    }

    [Theory]
    [MemberData(nameof(Held))]
    public async Task Answer_ThatNeedsMoreThanIsLeft_IsAnErrorOfTheGateway(string request, Reply reply)
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Relayed.AllowAll);
        using var refusals = new Refusals();
        gateway.Upstream.Then(reply);

        var answer = await gateway.PostAsync(token, request);

        var (code, text) = answer.Error();
        Assert.Equal(-32603, code);
        Assert.StartsWith("The gateway is holding too many bytes of answers: at most 32000000 are held at a time on one instance (setting FuncGateway:Ceilings:AnswerBytes)", text, StringComparison.Ordinal);
        Assert.EndsWith("whether the request was carried out is not known.", text, StringComparison.Ordinal);
        Assert.Equal("unknown", await gateway.OutcomeAsync(request == List ? "tools/list" : "tools/call"));
        Assert.True(refusals.Count > 0);
        Assert.Equal(0, gateway.Services.GetRequiredService<RequestCeilings>().AnswerBytes.Taken);
    }

    [Fact]
    public async Task Page_ThatNeedsMoreThanIsLeft_IsAnErrorOfTheGateway()
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Relayed.HidesSecrets);
        gateway.Upstream.Then(Reply.Json("""{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"secret_a"}],"nextCursor":"n"}}""")).Then(Reply.Json(TooMuch));

        Assert.StartsWith("The gateway is holding too many bytes of answers", (await gateway.PostAsync(token, List)).Error().Text, StringComparison.Ordinal);
        Assert.Equal(0, gateway.Services.GetRequiredService<RequestCeilings>().AnswerBytes.Taken);
    }

    [Fact]
    public async Task LongAnswer_ThatIsPassedOnInParts_NeedsNothingOfTheBudget()
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Relayed.AllowAll);
        var budget = gateway.Services.GetRequiredService<RequestCeilings>().AnswerBytes;
        Assert.True(budget.TryTake(32_000_000));
        var answer = $$$"""{"jsonrpc":"2.0","id":1,"result":{"x":"{{{new string('x', 17_500_000)}}}"}}""";
        gateway.Upstream.Then(Reply.Json(answer)).Then(Reply.EventStream(ReplyStep.Event(answer)));

        Assert.Equal(answer, (await gateway.PostAsync(token, Relayed.Call)).Text);
        Assert.Equal([answer], (await gateway.PostAsync(token, Relayed.Call)).Events());
    }

    [Fact]
    public async Task GetStream_WhoseEventNeedsMoreThanIsLeft_Ends()
    {
        await using var gateway = await StartAsync();
        var token = await gateway.SetUpPaymentsAsync(Relayed.AllowAll);
        using var stream = await OpenStream.GetAsync(gateway, token, Reply.EventStream(ReplyStep.Event(TooMuch), ReplyStep.Forever()));

        await stream.ReadToEndAsync();

        Assert.Empty(stream.Events);
    }

    private static Task<InMemoryGateway> StartAsync() =>
        InMemoryGateway.StartAsync(new() { Settings = [("FuncGateway:Ceilings:AnswerBytes", "32000000"), ("FuncGateway:MaxInspectedBytes", "30000000")] });

    private static void Fill(SseBuffer events, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var room = events.Room().Span;
            var count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            events.Filled(count);
            Assert.False(bytes.Length > count && events.TryNext(out _));
            bytes = bytes[count..];
        }
    }

    /// <summary>Counts the refusals of this ceiling.</summary>
    private sealed class Refusals : IDisposable
    {
        private readonly MeterListener _listener = new();
        private int _count;

        public Refusals()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "funcgateway.ceiling.refusals")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => _count += tags[0].Value is "answer_bytes" ? 1 : 0);
            _listener.Start();
        }

        public int Count => _count;

        public void Dispose() => _listener.Dispose();
    }
}
