using System.Collections.Concurrent;
using System.Net;

namespace FuncGateway.Azure.Tests;

/// <summary>Replaces the network: the real client sends its requests here, and the test provides the responses.</summary>
internal sealed class ScriptedHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<Uri?> _asked = new();

    public IReadOnlyList<Uri?> Asked => [.. _asked];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _asked.Enqueue(request.RequestUri);
        return Task.FromResult(answer(request));
    }

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request);

    public static HttpResponseMessage Json(HttpStatusCode status, string json) =>
        new(status) { Content = new StringContent(json, null, "application/json") };
}
