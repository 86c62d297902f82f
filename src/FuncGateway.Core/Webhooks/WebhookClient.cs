using System.Net;
using System.Net.Http.Headers;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Webhooks;

/// <summary>Posts to webhooks. Connections go through the same address guard as upstreams, so that a webhook cannot reach the internal network, not even the hosts that are listed for upstreams.</summary>
public sealed class WebhookClient : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private readonly HttpMessageInvoker _invoker;
    private readonly UpstreamAddressGuard _guard;
    private readonly TimeProvider _time;

    public WebhookClient(UpstreamAddressGuard guard, TimeProvider time)
    {
        _guard = guard.WithoutInternal();
        _time = time;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = _guard.ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
    }

    /// <summary>Returns null if the webhook accepted the body, otherwise a sentence that says why not.</summary>
    public async Task<string?> PostAsync(
        Uri url, ReadOnlyMemory<byte> body, IReadOnlyList<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        if (_guard.Check(url) is { } wrong)
        {
            return wrong;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var timeout = new CancellationTokenSource(Timeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await _invoker.SendAsync(request, linked.Token);
            return response.StatusCode is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices ? null : $"The webhook answered HTTP {(int)response.StatusCode}.";
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return "The webhook cannot be reached.";
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return $"The webhook did not answer within {Timeout.TotalSeconds:0} s.";
        }
    }

    public void Dispose() => _invoker.Dispose();
}
