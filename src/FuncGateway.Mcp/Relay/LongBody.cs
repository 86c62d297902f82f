using System.Buffers;
using System.IO.Pipelines;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>Passes on a single body that is too long to be held, as it arrives: as the response's body, or as one event of a stream that is already open.</summary>
internal static class LongBody
{
    // Backpressure: flush, so that a slow client slows down a fast upstream.
    private const int MaxUnflushed = 64 * 1024;

    /// <param name="held">What has been read so far.</param>
    /// <exception cref="UnusableAnswerException">It is not the answer to the call; what has been sent of it must be cut off.</exception>
    public static async Task PassOnAsync(RelayContext call, HttpResponseMessage response, Stream upstream, ReadOnlyMemory<byte> held, IdleTimeout idle)
    {
        var message = new LongMessage(call);
        var writer = call.Http.Response.BodyWriter;
        var judged = message.Add(held.Span).Length;
        Begin(call, response, writer);
        Write(call, writer, held.Span[..judged]);
        await CopyAsync(call, upstream, message, writer, idle);
        if (!await message.EndAsync())
        {
            throw new UnusableAnswerException("sent a long body that does not answer the request");
        }

        if (call.Stream is not null)
        {
            writer.Write("\n\n"u8);
            call.IsBetweenEvents = true;
        }

        await writer.FlushAsync(idle.Token);
    }

    private static void Begin(RelayContext call, HttpResponseMessage response, PipeWriter writer)
    {
        if (call.Stream is null)
        {
            call.Http.Response.StatusCode = (int)response.StatusCode;
            call.Http.Response.ContentType = "application/json";
            call.Http.Response.ContentLength = response.Content.Headers.ContentLength;
            return;
        }

        call.IsBetweenEvents = false;
        writer.Write("event: message\ndata: "u8);
    }

    private static async Task CopyAsync(RelayContext call, Stream upstream, LongMessage message, PipeWriter writer, IdleTimeout idle)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        var isReading = false;
        try
        {
            while (true)
            {
                isReading = true;
                var pending = upstream.ReadAsync(buffer, idle.Token);
                if (!pending.IsCompleted || writer.UnflushedBytes > MaxUnflushed)
                {
                    await writer.FlushAsync(idle.Token);
                }

                var read = await pending;
                isReading = false;
                if (read == 0)
                {
                    return;
                }

                idle.Reset();
                Write(call, writer, message.Add(buffer.AsSpan(0, read)));
            }
        }
        finally
        {
            // A read that is still in flight may write to the buffer, so it must not be reused.
            if (!isReading)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private static void Write(RelayContext call, PipeWriter writer, ReadOnlySpan<byte> judged)
    {
        if (call.Stream is null)
        {
            writer.Write(judged);
        }
        else
        {
            SseWriter.DataPart(writer, judged);
        }
    }
}
