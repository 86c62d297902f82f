using System.Net;
using System.Net.Http.Headers;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Approvals;

/// <summary>Posts to webhooks, through the same guard as everything the gateway connects to: a webhook must not lead inside the network either.</summary>
public sealed class WebhookClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly HttpMessageInvoker _invoker;
    private readonly UpstreamAddressGuard _guard;
    private readonly TimeProvider _time;

    public WebhookClient(UpstreamAddressGuard guard, TimeProvider time)
    {
        _guard = guard;
        _time = time;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectCallback = guard.ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
    }

    /// <summary>Null when it was taken, else a sentence that says why not.</summary>
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

        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using var response = await _invoker.SendAsync(request, either.Token);
            return response.StatusCode is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices ? null : $"The webhook answered HTTP {(int)response.StatusCode}.";
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return "The webhook cannot be reached.";
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return $"The webhook did not answer within {Patience.TotalSeconds:0} s.";
        }
    }

    public void Dispose() => _invoker.Dispose();
}
