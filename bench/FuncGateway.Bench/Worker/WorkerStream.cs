using System.Buffers.Binary;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Bench.Worker;

/// <summary>The host's end of the one gRPC stream that a worker opens: messages in both directions, each with a length in front.</summary>
internal sealed class WorkerStream : IAsyncDisposable
{
    private const int Prefix = 5;

    private readonly Channel<byte[]> _toWorker = Channel.CreateUnbounded<byte[]>();
    private readonly WebApplication _app;
    private readonly Func<byte[], Task> _received;

    private WorkerStream(Func<byte[], Task> received)
    {
        _received = received;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        _app = builder.Build();
        _app.MapPost(WorkerProtocol.Route, RunAsync);
    }

    public Uri Url => new(_app.Urls.Single());

    public static async Task<WorkerStream> StartAsync(Func<byte[], Task> received)
    {
        var stream = new WorkerStream(received);
        await stream._app.StartAsync();
        return stream;
    }

    public void Send(byte[] message) => _toWorker.Writer.TryWrite(message);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task RunAsync(HttpContext http)
    {
        http.Response.ContentType = "application/grpc";
        await http.Response.Body.FlushAsync(http.RequestAborted);
        try
        {
            await Task.WhenAny(ReadAsync(http), WriteAsync(http));
        }
        catch (OperationCanceledException)
        {
            // The worker has ended.
        }
    }

    private async Task ReadAsync(HttpContext http)
    {
        var prefix = new byte[Prefix];
        while (await http.Request.Body.ReadAtLeastAsync(prefix, Prefix, throwOnEndOfStream: false, http.RequestAborted) == Prefix)
        {
            var message = new byte[BinaryPrimitives.ReadInt32BigEndian(prefix.AsSpan(1))];
            await http.Request.Body.ReadExactlyAsync(message, http.RequestAborted);
            await _received(message);
        }
    }

    private async Task WriteAsync(HttpContext http)
    {
        await foreach (var message in _toWorker.Reader.ReadAllAsync(http.RequestAborted))
        {
            var framed = new byte[Prefix + message.Length];
            BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
            message.CopyTo(framed, Prefix);
            await http.Response.Body.WriteAsync(framed, http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }
}
