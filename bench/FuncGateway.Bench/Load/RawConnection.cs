using System.Buffers.Text;
using System.Net.Sockets;

namespace FuncGateway.Bench.Load;

/// <summary>One keep-alive connection that sends the same request and reads each answer to its end. It does as little as possible itself.</summary>
public sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[256 * 1024];

    public static async Task<RawConnection> OpenAsync(Uri url)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(url.Host, url.Port);
        return connection;
    }

    /// <returns>Whether the answer was 200: a gateway whose audit cannot keep up refuses calls.</returns>
    /// <exception cref="IOException">The connection ended.</exception>
    public async ValueTask<bool> CallAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var length = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            if (read == 0)
            {
                throw new IOException("The connection was closed in the middle of an answer.");
            }

            length += read;
            if (IsComplete(_buffer.AsSpan(0, length)))
            {
                return _buffer.AsSpan().StartsWith("HTTP/1.1 200"u8);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsComplete(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var header = answer.IndexOf("Content-Length: "u8);
        if (header < 0 || header > head)
        {
            return answer.EndsWith("\r\n0\r\n\r\n"u8);
        }

        return Utf8Parser.TryParse(answer[(header + 16)..], out int body, out _) && answer.Length >= head + 4 + body;
    }
}
