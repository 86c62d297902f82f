using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Testing.Upstreams;

/// <summary>An upstream that sends one scripted reply per request and records every request.</summary>
public sealed class ScriptedUpstream : IAsyncDisposable
{
    private readonly ConcurrentQueue<Reply> _script = new();
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly Channel<RecordedRequest> _arrivals = Channel.CreateUnbounded<RecordedRequest>();
    private readonly CancellationTokenSource _stopping = new();
    private LoopbackServer? _server;

    private ScriptedUpstream()
    {
    }

    public Uri Url => new(Server.Address, "/mcp");

    /// <summary>Every request that was read completely, oldest first.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>The reply once the script is used up. By default, status 501.</summary>
    public Func<RecordedRequest, Reply> Otherwise { get; set; } = request =>
        Reply.Json($"{{\"unscripted\":\"{request.Method} {request.Target}\"}}", status: 501);

    private LoopbackServer Server => _server ?? throw new InvalidOperationException("The upstream has not been started.");

    public static async Task<ScriptedUpstream> StartAsync()
    {
        var upstream = new ScriptedUpstream();
        upstream._server = await LoopbackServer.StartAsync(_ => { }, app => app.Run(upstream.AnswerAsync));
        return upstream;
    }

    /// <summary>Adds replies to the end of the script.</summary>
    public ScriptedUpstream Then(Reply reply)
    {
        _script.Enqueue(reply);
        return this;
    }

    /// <summary>Waits for the next request that was not returned yet.</summary>
    public async Task<RecordedRequest> NextRequestAsync(CancellationToken cancellationToken) => await _arrivals.Reader.ReadAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Server.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        try
        {
            var request = await RecordAsync(context);
            await SendAsync(context, _script.TryDequeue(out var reply) ? reply : Otherwise(request), end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            context.Abort();
        }
    }

    private async Task<RecordedRequest> RecordAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var hungUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.RequestAborted.Register(() => hungUp.TrySetResult());
        var headers = context.Request.Headers.SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value ?? "")));
        var request = new RecordedRequest(
            context.Request.Method, $"{context.Request.Path}{context.Request.QueryString}", [.. headers], body.ToArray(), hungUp.Task);
        _requests.Enqueue(request);
        _arrivals.Writer.TryWrite(request);
        return request;
    }

    private static async Task SendAsync(HttpContext context, Reply reply, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers.Append(name, value);
        }

        await context.Response.StartAsync(cancellationToken);
        // Kestrel does not send the headers before the first flush.
        await context.Response.Body.FlushAsync(cancellationToken);
        foreach (var step in reply.Steps)
        {
            switch (step)
            {
                case ReplyStep.Write write:
                    await context.Response.Body.WriteAsync(write.Bytes, cancellationToken);
                    await context.Response.Body.FlushAsync(cancellationToken);
                    break;
                case ReplyStep.Wait wait:
                    await wait.Until.WaitAsync(cancellationToken);
                    break;
                case ReplyStep.Abort:
                    context.Abort();
                    return;
            }
        }
    }
}
