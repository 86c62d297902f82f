using System.IO.Pipelines;
using FuncGateway.Mcp.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FuncGateway.Mcp.Relay;

/// <summary>A response to the client that has been started as an event stream.</summary>
internal sealed class AnswerStream
{
    private readonly PipeWriter _writer;
    private readonly TimeSpan _keepAlive;
    private readonly TimeProvider _time;

    private AnswerStream(PipeWriter writer, TimeSpan keepAlive, TimeProvider time)
    {
        _writer = writer;
        _keepAlive = keepAlive;
        _time = time;
    }

    /// <summary>Sends the headers and a first comment.</summary>
    public static async Task<AnswerStream> OpenAsync(HttpContext context, TimeSpan keepAlive, TimeProvider time)
    {
        var response = context.Response;
        response.ContentType ??= MediaTypes.EventStream;
        response.Headers.CacheControl = "no-cache, no-transform";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        var stream = new AnswerStream(response.BodyWriter, keepAlive, time);

        // Clients wait for the headers before the first event, and the Functions host sends headers only with the first byte of the body.
        SseWriter.Open(response.BodyWriter);
        await response.BodyWriter.FlushAsync(context.RequestAborted);
        return stream;
    }

    public async Task MessageAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        SseWriter.Message(_writer, json.Span);
        await _writer.FlushAsync(cancellationToken);
    }

    public async Task KeepAliveAsync(CancellationToken cancellationToken)
    {
        SseWriter.Comment(_writer);
        await _writer.FlushAsync(cancellationToken);
    }

    /// <summary>Awaits a task and sends the client a comment at every keep-alive interval meanwhile. The task must end by itself when the client disconnects; this returns only when it has ended.</summary>
    public async Task<T> WithKeepAliveAsync<T>(Task<T> awaited, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await awaited.WaitAsync(_keepAlive, _time, CancellationToken.None);
            }
            catch (TimeoutException) when (!awaited.IsCompleted)
            {
                if (!await TryKeepAliveAsync(cancellationToken))
                {
                    // A read must not go on into a buffer that its reader has returned.
                    return await awaited;
                }
            }
        }
    }

    /// <summary>Returns false if the client has disconnected.</summary>
    private async Task<bool> TryKeepAliveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await KeepAliveAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
