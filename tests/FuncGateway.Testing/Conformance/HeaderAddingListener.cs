using System.Globalization;
using System.Net;
using FuncGateway.Testing.Upstreams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Testing.Conformance;

/// <summary>Forwards everything to one address with additional headers, because the conformance suite cannot send a token itself.</summary>
internal sealed class HeaderAddingListener : IAsyncDisposable
{
    private static readonly string[] ThisConnectionOnly = ["Connection", "Keep-Alive", "Transfer-Encoding", "TE", "Trailer", "Upgrade", "Proxy-Connection"];

    private readonly HttpMessageInvoker _sender = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
    });

    private readonly Uri _target;
    private readonly IReadOnlyDictionary<string, string> _headers;
    private LoopbackServer? _server;

    private HeaderAddingListener(Uri target, IReadOnlyDictionary<string, string> headers)
    {
        _target = target;
        _headers = headers;
    }

    /// <summary>The URL of the target's path on this listener.</summary>
    public Uri Url => new(Server.Address, _target.PathAndQuery);

    private LoopbackServer Server => _server ?? throw new InvalidOperationException("The listener has not been started.");

    public static async Task<HeaderAddingListener> StartAsync(Uri target, IReadOnlyDictionary<string, string> headers)
    {
        var listener = new HeaderAddingListener(target, headers);
        listener._server = await LoopbackServer.StartAsync(_ => { }, app => app.Run(listener.PassAsync));
        return listener;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _sender.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        try
        {
            using var request = Copy(context.Request);
            using var response = await _sender.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = (int)response.StatusCode;
            foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => !ThisConnectionOnly.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
            {
                context.Response.Headers[name] = values.ToArray();
            }

            await StreamAsync(await response.Content.ReadAsStreamAsync(context.RequestAborted), context);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            // If the target's response is cut off, the client's must be cut off too.
            context.Abort();
        }
    }

    private HttpRequestMessage Copy(HttpRequest incoming)
    {
        var request = new HttpRequestMessage(new HttpMethod(incoming.Method), new Uri(_target, $"{incoming.Path}{incoming.QueryString}"));
        if (incoming.ContentLength is > 0 || incoming.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(incoming.Body);
        }

        foreach (var (name, values) in incoming.Headers.Where(header => !ThisConnectionOnly.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            var texts = values.Select(value => AsTarget(value ?? ""));
            if (!request.Headers.TryAddWithoutValidation(name, texts))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, texts);
            }
        }

        foreach (var (name, value) in _headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    // This listener's own Host and Origin are replaced by the target's. A foreign name is kept, because some scenarios test it.
    private string AsTarget(string value) =>
        value.EndsWith(string.Create(CultureInfo.InvariantCulture, $":{Server.Address.Port}"), StringComparison.Ordinal)
            ? value.Replace(Server.Address.Authority, _target.Authority, StringComparison.OrdinalIgnoreCase)
            : value;

    private static async Task StreamAsync(Stream from, HttpContext context)
    {
        var to = context.Response.Body;
        await to.FlushAsync(context.RequestAborted);
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, context.RequestAborted) is var read and > 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
            await to.FlushAsync(context.RequestAborted);
        }
    }
}
