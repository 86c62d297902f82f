using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FuncGateway.Testing.Upstreams;

/// <summary>An upstream on a raw socket of loopback: the test decides, for each request in turn, which bytes it answers and when it closes the connection.</summary>
public sealed class RawUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _bodies = new();
    private readonly Func<int, NetworkStream, Task<bool>> _answer;
    private readonly Task _accepting;
    private int _requests;

    private RawUpstream(Func<int, NetworkStream, Task<bool>> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/mcp");

    /// <summary>The body of every request that arrived completely.</summary>
    public IReadOnlyCollection<string> Bodies => _bodies;

    /// <param name="answer">Gets the number of the request, from 1, and the connection. Returns whether the connection stays open.</param>
    public static RawUpstream Start(Func<int, NetworkStream, Task<bool>> answer) => new(answer);

    public async ValueTask DisposeAsync()
    {
        // The listener is stopped last: to accept from a stopped one is an error of its own.
        await _end.CancelAsync();
        await _accepting;
        _listener.Stop();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        var stream = client.GetStream();
        try
        {
            while (await ReadAsync(stream) is { } body)
            {
                _bodies.Enqueue(body);
                if (!await _answer(Interlocked.Increment(ref _requests), stream))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The gateway or the test has ended the connection.
        }
    }

    /// <summary>Returns the body of the next request, or null at the end of the connection.</summary>
    private async Task<string?> ReadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        var length = head.ToString().Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        var body = new byte[length is null ? 0 : int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _end.Token);
        return Encoding.UTF8.GetString(body);
    }
}
