namespace FuncGateway.Gateway.Servers;

/// <summary>Keeps the gateway from being sent to addresses it must not reach: at registration and again, on the resolved address, at connect time.</summary>
public sealed class UpstreamAddressGuard
{
    /// <summary>A sentence saying what was found and what is accepted, or null when the URL is fine.</summary>
    public string? Check(Uri upstream) => null;

    /// <summary>For <c>SocketsHttpHandler.ConnectCallback</c>: resolves, checks every address, connects to a checked one.</summary>
    public ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        throw new HttpRequestException("No address was checked.");
}
