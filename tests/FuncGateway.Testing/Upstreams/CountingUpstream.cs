using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Testing.Upstreams;

/// <summary>
/// A minimal upstream that real clients of both eras accept: fixed answers, no sessions. It records the time at which each tools/call
/// arrived, and accepts any tool name.
/// </summary>
public sealed class CountingUpstream : IAsyncDisposable
{
    private const int BodyLimit = 16 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, ConcurrentQueue<DateTimeOffset>> _arrivals = new(StringComparer.Ordinal);
    private readonly CountingAnswers _answers;
    private readonly TimeProvider _time;
    private long _requests;
    private LoopbackServer? _server;

    private CountingUpstream(IReadOnlyList<string> tools, TimeProvider time)
    {
        _answers = new CountingAnswers(tools);
        _time = time;
    }

    public Uri Url => new(Server.Address, "/mcp");

    /// <summary>Number of requests of any kind.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    public int TotalCalls => _arrivals.Values.Sum(each => each.Count);

    private LoopbackServer Server => _server ?? throw new InvalidOperationException("The upstream has not been started.");

    /// <param name="tools">The tools that tools/list returns, in this order.</param>
    public static async Task<CountingUpstream> StartAsync(IReadOnlyList<string> tools, TimeProvider time)
    {
        var upstream = new CountingUpstream(tools, time);
        upstream._server = await LoopbackServer.StartAsync(_ => { }, app => app.Run(upstream.AnswerAsync));
        return upstream;
    }

    /// <param name="tools">Number of tools, named "tool-0", "tool-1" and so on.</param>
    public static Task<CountingUpstream> StartAsync(int tools) => StartAsync([.. Enumerable.Range(0, tools).Select(ToolName)], TimeProvider.System);

    public static string ToolName(int number) => string.Create(CultureInfo.InvariantCulture, $"tool-{number}");

    /// <summary>The times at which the calls of a tool arrived, approximately in order.</summary>
    public IReadOnlyList<DateTimeOffset> ArrivalsOf(string tool) => _arrivals.TryGetValue(tool, out var arrivals) ? [.. arrivals] : [];

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "POST";
            return;
        }

        while (true)
        {
            var read = await context.Request.BodyReader.ReadAsync(context.RequestAborted);
            if (read.IsCompleted)
            {
                var length = Respond(context.Response, read.Buffer.IsSingleSegment ? read.Buffer.FirstSpan : read.Buffer.ToArray());
                context.Request.BodyReader.AdvanceTo(read.Buffer.End);
                await (length > 0 ? context.Response.BodyWriter.FlushAsync(context.RequestAborted).AsTask() : Task.CompletedTask);
                return;
            }

            if (read.Buffer.Length > BodyLimit)
            {
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return;
            }

            context.Request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private int Respond(HttpResponse response, ReadOnlySpan<byte> body)
    {
        var message = CountingMessage.Read(body);
        if (message.Id.IsEmpty)
        {
            response.StatusCode = StatusCodes.Status202Accepted;
            return 0;
        }

        if (message.Tool is { } tool)
        {
            _arrivals.GetOrAdd(tool, _ => new()).Enqueue(_time.GetUtcNow());
        }

        var result = _answers.For(message);
        response.StatusCode = result.IsError && message.IsModern ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        response.ContentType = "application/json";
        var start = "{\"jsonrpc\":\"2.0\",\"id\":"u8;
        var middle = result.IsError ? ",\"error\":"u8 : ",\"result\":"u8;
        var end = "}"u8;
        var length = start.Length + message.Id.Length + middle.Length + result.Json.Length + end.Length;
        response.ContentLength = length;
        response.BodyWriter.Write(start);
        response.BodyWriter.Write(message.Id);
        response.BodyWriter.Write(middle);
        response.BodyWriter.Write(result.Json);
        response.BodyWriter.Write(end);
        return length;
    }
}
