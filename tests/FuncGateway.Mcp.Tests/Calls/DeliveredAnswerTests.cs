using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Gateways;
using FuncGateway.Testing.Upstreams;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Tests.Calls;

/// <summary>An approved call counts as delivered once its whole answer was written to its client, in whatever form it came; one that was cut short does not.</summary>
public sealed class DeliveredAnswerTests
{
    private const int Short = 10;

    /// <summary>More than is held until it is complete.</summary>
    private const int Long = 200_000;

    /// <summary>More than the buffers of a connection can take while nobody reads from it.</summary>
    private const int Endless = 64 * 1024 * 1024;

    [Theory]
    [InlineData("json", Short)]
    [InlineData("json", Long)]
    [InlineData("event", Short)]
    [InlineData("event", Long)]
    [InlineData("last event without a blank line", Short)]
    public async Task Answer_WrittenCompletely_IsDelivered_AndTheIdenticalCallAsksPeopleAnew(string form, int length)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await ApprovedAsync(gateway, Answer(form, length));

        Assert.Contains("\"result\"", (await gateway.CallAsync(token)).Text, StringComparison.Ordinal);
        await EndedAsync(gateway);

        Assert.Equal((RunOutcome.Answered, true), (gateway.Approval().Ending?.Outcome, gateway.Approval().Ending?.IsDelivered));
        Assert.StartsWith("[APPROVAL PENDING]", (await gateway.CallAsync(token, waits: false)).Spoken(), StringComparison.Ordinal);
        Assert.Single(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("event")]
    public async Task Answer_ThatItsClientDidNotReadToItsEnd_IsNotDelivered_AndTheIdenticalCallIsToldWhatBecameOfIt(string form)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await ApprovedAsync(gateway, Answer(form, Endless));
        using (var request = Payments.Request(token, Payments.Call()))
        using (var response = await gateway.OpenAsync(request))
        {
            Assert.True(await (await response.Content.ReadAsStreamAsync()).ReadAsync(new byte[1000]) > 0);
        }

        await EndedAsync(gateway);

        Assert.False(gateway.Approval().Ending?.IsDelivered);
        Assert.StartsWith("[ALREADY SENT]", (await gateway.CallAsync(token, waits: false)).Spoken(), StringComparison.Ordinal);
        Assert.StartsWith("[APPROVAL PENDING]", (await gateway.CallAsync(token, waits: false)).Spoken(), StringComparison.Ordinal);
        Assert.Single(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("event")]
    public async Task Answer_WhoseClientLeftWhileItWasWritten_IsNotDelivered(string form)
    {
        await using var gateway = await InMemoryGateway.StartAsync(new() { Outer = pipeline => context => pipeline(LeavesDuringAnswer(context)) });
        var token = await ApprovedAsync(gateway, Answer(form, Short));

        // The connection still takes the bytes, as it does until the other side is known to be gone.
        Assert.Contains("\"result\"", (await gateway.CallAsync(token)).Text, StringComparison.Ordinal);
        await EndedAsync(gateway);

        Assert.Equal((RunOutcome.Answered, false), (gateway.Approval().Ending?.Outcome, gateway.Approval().Ending?.IsDelivered));
        Assert.StartsWith("[ALREADY SENT]", (await gateway.CallAsync(token, waits: false)).Spoken(), StringComparison.Ordinal);
    }

    /// <summary>A grant with an approval for its call, which the upstream then answers so.</summary>
    private static async Task<string> ApprovedAsync(InMemoryGateway gateway, Reply reply)
    {
        var token = await gateway.SetUpPaymentsAsync();
        gateway.Upstream.Otherwise = _ => reply;
        await gateway.CallAsync(token, waits: false);
        await gateway.DecideAsync(gateway.Approval().Id, "approve");
        return token;
    }

    private static Reply Answer(string form, int length)
    {
        var result = $$$"""{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"{{{new string('x', length)}}}"}]} }""";
        return form switch
        {
            "json" => Reply.Json(result),
            "event" => Reply.EventStream(ReplyStep.Event(result)),
            _ => Reply.EventStream(ReplyStep.Text($"data: {result}")),
        };
    }

    private static Task EndedAsync(InMemoryGateway gateway) => gateway.Changed.UntilAsync(() => gateway.Approvals.All.Any(approval => approval.Ending is not null));

    private static HttpContext LeavesDuringAnswer(HttpContext context)
    {
        var left = new CancellationTokenSource();
        context.Response.RegisterForDispose(left);
        context.RequestAborted = left.Token;
        context.Response.Body = new LeavingStream(context.Response.Body, left);
        return context;
    }

    /// <summary>The client has left when a result has been written.</summary>
    private sealed class LeavingStream(Stream inner, CancellationTokenSource left) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await inner.WriteAsync(buffer, cancellationToken);
            if (buffer.Span.IndexOf("\"result\""u8) >= 0)
            {
                await left.CancelAsync();
            }
        }
    }
}
