using System.Net;
using FuncGateway.Core.Inventory;
using FuncGateway.Core.Servers;
using FuncGateway.Mcp.Relay;
using Microsoft.Net.Http.Headers;

namespace FuncGateway.Mcp.Scanning;

/// <summary>
/// Carries the requests of one scan over the guarded connections of the relay: adds the credentials, follows no redirects, and ends the scan when the server
/// has sent too much.
/// </summary>
/// <param name="stop">Ends the scan.</param>
internal sealed class ScanHandler(UpstreamClient client, IReadOnlyList<KeyValuePair<string, string>> credentials, CancellationTokenSource stop) : HttpMessageHandler
{
    private static readonly TimeSpan MaxFarewell = TimeSpan.FromSeconds(2);
    private long _left = ScanBounds.MaxBytes;

    /// <summary>Completes the sentence "the server …" about the last request that failed; null if none has.</summary>
    public string? Problem { get; private set; }

    public bool NeedsAuthentication { get; private set; }

    /// <summary>Whether the server has sent more than is read.</summary>
    public bool IsOverBudget => Interlocked.Read(ref _left) < 0;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Version = HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher;
        request.Headers.TryAddWithoutValidation(HeaderNames.AcceptEncoding, "identity");
        foreach (var (name, value) in credentials)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        // The SDK ends its session without a time limit.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stop.Token);
        if (request.Method == HttpMethod.Delete)
        {
            end.CancelAfter(MaxFarewell);
        }

        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(request, end.Token);
        }
        catch (HttpRequestException e)
        {
            Problem = e.HttpRequestError switch
            {
                _ when e.InnerException is UpstreamRefusedException refused => $"has an address to which the gateway does not connect. {refused.Message.TrimEnd('.')}",
                HttpRequestError.NameResolutionError => "has a name that cannot be resolved",
                HttpRequestError.SecureConnectionError => "did not complete the TLS handshake",
                _ => "cannot be reached",
            };
            throw;
        }

        var status = (int)response.StatusCode;
        NeedsAuthentication |= status is 401 or 403;
        Problem = status switch
        {
            401 or 403 => $"answered HTTP {status}: a credential is missing or was refused",
            >= 300 and < 400 => $"answered with a redirect (HTTP {status}), which is not followed; register the final URL",
            >= 400 => $"answered HTTP {status}",
            _ => null,
        };
        response.Content = Counted(response.Content, await response.Content.ReadAsStreamAsync(cancellationToken));
        return response;
    }

    private StreamContent Counted(HttpContent content, Stream body)
    {
        var counted = new StreamContent(new CountedStream(body, Spend));
        foreach (var (name, values) in content.Headers.NonValidated)
        {
            counted.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values);
        }

        return counted;
    }

    private void Spend(int bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) < 0)
        {
            stop.Cancel();
            throw new IOException($"The server sent over {ScanBounds.MaxBytes} bytes.");
        }
    }
}
