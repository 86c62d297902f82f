using System.Net.Sockets;
using System.Text;
using FuncGateway.Mcp.Wire;
using FuncGateway.Testing.Gateways;

namespace FuncGateway.Mcp.Tests.Ceilings;

/// <summary>The body of a request takes neither memory nor time that it does not need.</summary>
public sealed class BodyTests
{
    private const int Limit = 4 * 1024 * 1024;

    [Fact]
    public async Task Body_ThatDeclaresMoreThanArrives_TakesNoMemoryForIt()
    {
        var budget = new BodyBudget(Limit);
        using var arriving = new Arriving(100);
        using var stop = new CancellationTokenSource();
        var reading = BoundedBody.ReadAsync(arriving, Limit, Limit, stop.Token, Intake(budget)).AsTask();

        Assert.Equal(0, budget.Taken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(Limit)]
    public async Task Body_UpToTheLimit_IsReadAndGivesItsMemoryBack(int length)
    {
        var budget = new BodyBudget(Limit);
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);

        using (var body = await BoundedBody.ReadAsync(new MemoryStream(bytes), null, Limit, CancellationToken.None, Intake(budget)))
        {
            Assert.True(body is not null && bytes.AsSpan().SequenceEqual(body.Bytes.Span));
            Assert.InRange(budget.Taken, length > 4096 ? length : 0, Limit);
        }

        Assert.Equal(0, budget.Taken);
    }

    [Fact]
    public async Task Body_OneByteOverTheLimit_IsRefused()
    {
        var budget = new BodyBudget(Limit);
        Assert.Null(await BoundedBody.ReadAsync(new MemoryStream(new byte[Limit + 1]), null, Limit, CancellationToken.None, Intake(budget)));
        Assert.Equal(0, budget.Taken);
    }

    [Fact]
    public async Task Bodies_ThatTogetherNeedMoreThanTheBudget_AreRefused()
    {
        var budget = new BodyBudget(Limit);
        var refused = Intake(budget);
        using var first = await BoundedBody.ReadAsync(new MemoryStream(new byte[Limit - 8192]), null, Limit, CancellationToken.None, Intake(budget));

        Assert.Null(await BoundedBody.ReadAsync(new MemoryStream(new byte[100_000]), null, Limit, CancellationToken.None, refused));
        Assert.True(refused.IsOverBudget);
    }

    [Theory]
    [InlineData(100, 5)]
    [InlineData(20_000, 25)]
    [InlineData(1_000_000, 60)]
    public async Task Body_ThatStopsArriving_IsAnswered408(int bytes, int seconds)
    {
        await using var gateway = await InMemoryGateway.StartAsync();
        var token = await gateway.SetUpPaymentsAsync();
        using var client = new TcpClient();
        var url = gateway.Client.BaseAddress ?? throw new InvalidOperationException();
        await client.ConnectAsync(url.Host, url.Port);
        var head = $"POST /mcp/bank HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 2000000\r\n\r\n";
        var asked = gateway.Grants.Outage.Asked;
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + new string(' ', bytes)));
        await gateway.Changed.UntilAsync(() => gateway.Grants.Outage.Asked > asked);

        using var reader = new StreamReader(client.GetStream());
        var status = reader.ReadLineAsync();
        await gateway.Time.PassUntilAsync(() => status.IsCompleted);

        Assert.Equal("HTTP/1.1 408 Request Timeout", await status);
        Assert.InRange(gateway.Time.GetUtcNow() - Testing.Contracts.Samples.Noon, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(200));
    }

    private static BodyIntake Intake(BodyBudget budget) => new(budget, 1024, TimeSpan.FromMinutes(1));

    /// <summary>A stream of which only so much arrives.</summary>
    private sealed class Arriving(int bytes) : Stream
    {
        private int _left = bytes;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_left == 0)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            (var read, _left) = (_left, 0);
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
