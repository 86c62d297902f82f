using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Testing.Upstreams.Attacked;

/// <summary>An attacked upstream whose answers are written by hand: every way in which a server, or a proxy before it, can end a call.</summary>
internal sealed class RawAttackedUpstream : AttackedUpstream
{
    private static readonly Dictionary<string, Func<HttpContext, string, Task>> Answers = new(StringComparer.Ordinal)
    {
        ["answer"] = (http, id) => JsonAsync(http, 200, Result(id)),
        ["error"] = (http, id) => JsonAsync(http, 200, Error(id, -32000)),
        ["error-invalid-params"] = (http, id) => JsonAsync(http, 200, Error(id, -32602)),
        ["error-method-not-found"] = (http, id) => JsonAsync(http, 404, Error(id, -32601)),
        ["error-with-status-400"] = (http, id) => JsonAsync(http, 400, Error(id, -32600)),
        ["error-with-status-502"] = (http, id) => JsonAsync(http, 502, Error(id, -32603)),
        ["error-for-another-id"] = (http, _) => JsonAsync(http, 200, Error("\"other\"", -32000)),
        ["error-without-id"] = (http, _) => JsonAsync(http, 200, Error("null", -32000)),
        ["error-without-version"] = (http, id) => JsonAsync(http, 200, Error(id, -32000).Replace("\"jsonrpc\":\"2.0\",", "", StringComparison.Ordinal)),
        ["error-and-result"] = (http, id) => JsonAsync(http, 200, $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":null,"error":{"code":-32000,"message":"no"}}"""),
        ["session-lost"] = (http, _) => JsonAsync(http, 404, Error("null", -32001)),
        ["unauthorized"] = (http, id) => JsonAsync(http, 401, Error(id, -32000)),
        ["page-with-status-500"] = (http, _) => TextAsync(http, 500, "text/html", "<h1>Unhandled exception</h1>"),
        ["page"] = (http, _) => TextAsync(http, 200, "text/html", "<h1>Sign in</h1>"),
        ["redirect"] = (http, _) => RedirectAsync(http),
        ["accepted"] = (http, _) => StatusAsync(http, 202),
        ["no-content"] = (http, _) => StatusAsync(http, 204),
        ["cut-off"] = (http, _) => CutOffAsync(http),
        ["reset"] = (http, _) => ResetAsync(http),
        ["silence"] = (http, _) => SilenceAsync(http),
        ["event-error"] = (http, id) => EventsAsync(http, Error(id, -32000)),
        ["event-result-then-error"] = (http, id) => EventsAsync(http, Result(id), Error(id, -32000)),
        ["event-error-then-result"] = (http, id) => EventsAsync(http, Error(id, -32000), Result(id)),
        ["event-for-another-id"] = (http, _) => EventsAsync(http, Error("\"other\"", -32000)),
        ["no-event"] = (http, _) => EventsAsync(http),
    };

    private readonly LoopbackServer _server;
    private readonly Executions _executions;

    private RawAttackedUpstream(LoopbackServer server, Executions executions) => (_server, _executions) = (server, executions);

    public override Uri Url => new(_server.Address, "/mcp");

    public override IReadOnlyList<string> Endings => [.. Answers.Keys];

    public static async Task<RawAttackedUpstream> StartAsync()
    {
        var executions = new Executions();
        return new RawAttackedUpstream(await LoopbackServer.StartAsync(_ => { }, app => app.Run(context => AnswerAsync(context, executions))), executions);
    }

    public override Task<int> RanAsync(string name) => Task.FromResult(_executions.Of(name));

    public override ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task AnswerAsync(HttpContext http, Executions executions)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        using var message = await JsonDocument.ParseAsync(http.Request.Body);
        var id = message.RootElement.TryGetProperty("id", out var found) ? found.GetRawText() : "";
        var method = message.RootElement.GetProperty("method").GetString();
        await (method switch
        {
            "tools/call" => CallAsync(http, id, message.RootElement.GetProperty("params").GetProperty("arguments"), executions),
            "initialize" => InitializeAsync(http, id),
            _ => StatusAsync(http, 202),
        });
    }

    private static Task InitializeAsync(HttpContext http, string id)
    {
        http.Response.Headers["Mcp-Session-Id"] = Guid.NewGuid().ToString("N");
        return JsonAsync(http, 200, $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{} },"serverInfo":{"name":"attacked","version":"1.0.0"} } }""");
    }

    private static Task CallAsync(HttpContext http, string id, JsonElement arguments, Executions executions)
    {
        executions.Add(arguments.GetProperty("case").GetString() ?? "");
        var how = arguments.GetProperty("how").GetString() ?? "";
        return how == Wait ? SilenceAsync(http) : Answers[how](http, id);
    }

    private static string Result(string id) => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"result":{"content":[{"type":"text","text":"paid"}]} }""";

    private static string Error(string id, int code) => $$$"""{"jsonrpc":"2.0","id":{{{id}}},"error":{"code":{{{code}}},"message":"no"} }""";

    private static Task JsonAsync(HttpContext http, int status, string body) => TextAsync(http, status, "application/json", body);

    private static Task TextAsync(HttpContext http, int status, string type, string body)
    {
        (http.Response.StatusCode, http.Response.ContentType) = (status, type);
        return http.Response.WriteAsync(body);
    }

    private static Task StatusAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static Task RedirectAsync(HttpContext http)
    {
        http.Response.Redirect("/elsewhere", permanent: false, preserveMethod: true);
        return Task.CompletedTask;
    }

    private static async Task EventsAsync(HttpContext http, params string[] messages)
    {
        http.Response.ContentType = "text/event-stream";
        foreach (var message in messages)
        {
            await http.Response.WriteAsync($"event: message\ndata: {message}\n\n");
            await http.Response.Body.FlushAsync();
        }
    }

    private static async Task CutOffAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = 100;
        await http.Response.WriteAsync("{\"jsonrpc\":");
        await http.Response.Body.FlushAsync();
        http.Abort();
    }

    private static Task ResetAsync(HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }

    private static Task SilenceAsync(HttpContext http)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        http.RequestAborted.Register(() => gone.TrySetResult());
        return gone.Task;
    }
}
