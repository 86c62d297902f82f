using System.Net;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// The body of one request to an upstream. The HTTP client asks for it once a connection is open, so whether it has been asked for is the fact by which a
/// request counts as sent. It is handed out once: a request that the client would repeat on another connection could be carried out twice.
/// </summary>
internal sealed class SentOnceContent(ReadOnlyMemory<byte> body) : HttpContent
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int Withdrawn = 2;

    private int _state;

    /// <summary>Makes sure that the body is never sent. Returns false if it may have been sent already.</summary>
    public bool TryWithdraw() => Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) != Begun;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        Interlocked.CompareExchange(ref _state, Begun, Waiting) == Waiting
            ? stream.WriteAsync(body, cancellationToken).AsTask()
            : throw new IOException("The body of the request has been sent or withdrawn before.");

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
