using System.Globalization;
using System.Net.Sockets;
using System.Text;
using FuncGateway.Testing.Clients;
using FuncGateway.Testing.Timing;

namespace FuncGateway.LocalHost.Tests.EndToEnd.Pitfalls;

/// <summary>An HTTP/1.1 connection on the socket level, so that data is observed as soon as it arrives.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _tcp;
    private readonly NetworkStream _stream;
    private readonly CancellationTokenSource _end = new(Eventually.Timeout, TimeProvider.System);
    private readonly byte[] _buffer = new byte[4096];
    private int _at;
    private int _filled;
    private bool _isChunked;
    private long _left;

    private RawConnection(TcpClient tcp)
    {
        _tcp = tcp;
        _stream = tcp.GetStream();
    }

    public static async Task<RawConnection> OpenAsync(Uri url)
    {
        var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync(url.Host, url.Port);
        return new RawConnection(tcp);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes, _end.Token);

    public async Task<RawHead> ReadHeadAsync()
    {
        var text = new StringBuilder();
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            text.Append((char)await ReadByteAsync());
        }

        var head = RawHead.Parse(text.ToString());
        _isChunked = head.Header("Transfer-Encoding") == "chunked";
        _left = head.Header("Content-Length") is { } length ? long.Parse(length, CultureInfo.InvariantCulture) : 0;
        return head;
    }

    /// <summary>Reads the head of an event stream and its opening comment.</summary>
    public async Task<RawHead> ReadOpeningAsync()
    {
        var head = await ReadHeadAsync();
        Assert.Equal(OpenedStream.Comment, await ReadUntilAsync("\n\n"));
        return head;
    }

    /// <summary>Reads the body until it ends with <paramref name="mark"/>.</summary>
    public async Task<string> ReadUntilAsync(string mark)
    {
        var body = new List<byte>();
        var wanted = Encoding.UTF8.GetBytes(mark);
        while (!body.TakeLast(wanted.Length).SequenceEqual(wanted))
        {
            body.Add(await ReadBodyByteAsync() ?? throw new EndOfStreamException($"The body ended before '{mark}': {Encoding.UTF8.GetString([.. body])}"));
        }

        return Encoding.UTF8.GetString([.. body]);
    }

    /// <summary>Reads the body to its end.</summary>
    /// <exception cref="EndOfStreamException">The connection ended before the body did.</exception>
    public async Task<byte[]> ReadBodyAsync()
    {
        var body = new List<byte>();
        while (await ReadBodyByteAsync() is { } next)
        {
            body.Add(next);
        }

        return [.. body];
    }

    public async Task<RawAnswer> ReadAnswerAsync() => new(await ReadHeadAsync(), await ReadBodyAsync());

    /// <param name="resets">Resets the connection, like a client that crashes, instead of closing it.</param>
    public void HangUp(bool resets)
    {
        if (resets)
        {
            _tcp.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        _tcp.Close();
    }

    public void Dispose()
    {
        _tcp.Dispose();
        _end.Dispose();
    }

    private async ValueTask<byte?> ReadBodyByteAsync()
    {
        if (_left == 0 && _isChunked)
        {
            _left = await ReadChunkSizeAsync();
        }

        if (_left == 0)
        {
            return null;
        }

        var next = await ReadByteAsync();
        if (--_left == 0 && _isChunked)
        {
            await ReadLineAsync();
        }

        return next;
    }

    private async ValueTask<long> ReadChunkSizeAsync()
    {
        var size = long.Parse(await ReadLineAsync(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if (size == 0)
        {
            await ReadLineAsync();
            _isChunked = false;
        }

        return size;
    }

    private async ValueTask<string> ReadLineAsync()
    {
        var line = new StringBuilder();
        while (await ReadByteAsync() is var next and not (byte)'\n')
        {
            line.Append((char)next);
        }

        return line.ToString().TrimEnd('\r');
    }

    private async ValueTask<byte> ReadByteAsync()
    {
        if (_at == _filled)
        {
            _at = 0;
            _filled = await _stream.ReadAsync(_buffer, _end.Token);
            if (_filled == 0)
            {
                throw new EndOfStreamException("The connection has ended.");
            }
        }

        return _buffer[_at++];
    }
}
