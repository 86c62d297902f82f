using System.Buffers;

namespace FuncGateway.Mcp.Wire;

/// <summary>A complete body in a rented buffer, read up to a limit.</summary>
internal sealed class BoundedBody : IDisposable
{
    private byte[] _buffer;
    private int _length;

    private BoundedBody(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Returns the body, or null if it is longer than <paramref name="limit"/>.</summary>
    public static async ValueTask<BoundedBody?> ReadAsync(Stream stream, long? declared, int limit, CancellationToken cancellationToken)
    {
        if (declared > limit)
        {
            return null;
        }

        var body = new BoundedBody((int)Math.Min(limit, Math.Max(declared ?? 0, 4096)) + 1);
        try
        {
            if (await body.FillAsync(stream, limit, cancellationToken))
            {
                var whole = body;
                body = null;
                return whole;
            }

            return null;
        }
        finally
        {
            body?.Dispose();
        }
    }

    public static async ValueTask<BoundedBody?> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken) =>
        await ReadAsync(await response.Content.ReadAsStreamAsync(cancellationToken), response.Content.Headers.ContentLength, limit, cancellationToken);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private async ValueTask<bool> FillAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_length == _buffer.Length)
            {
                Grow(limit);
            }

            var read = await stream.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
            _length += read;
            if (_length > limit)
            {
                return false;
            }

            if (read == 0)
            {
                return true;
            }
        }
    }

    private void Grow(int limit)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min((long)limit + 1, _buffer.Length * 2L));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
