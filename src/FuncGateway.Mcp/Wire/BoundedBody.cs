namespace FuncGateway.Mcp.Wire;

/// <summary>A complete body in a rented buffer, read up to a limit. The buffer grows with what arrives, whatever length was declared.</summary>
internal sealed class BoundedBody : IDisposable
{
    // Enough for most messages.
    private const int FirstSize = 4096;

    private readonly BodyIntake? _intake;
    private GrowingBuffer _buffer;
    private int _length;

    private BoundedBody(int size, BodyIntake? intake)
    {
        _intake = intake;
        _buffer = new GrowingBuffer(size, intake?.Budget);
    }

    public ReadOnlyMemory<byte> Bytes => _buffer.Bytes.AsMemory(0, _length);

    /// <summary>Returns the body, or null if it is longer than <paramref name="limit"/> or the memory for it was refused.</summary>
    /// <param name="intake">What the body may use; null if only its length is limited.</param>
    public static async ValueTask<BoundedBody?> ReadAsync(Stream stream, long? declared, int limit, CancellationToken cancellationToken, BodyIntake? intake = null)
    {
        if (declared > limit)
        {
            return null;
        }

        var body = new BoundedBody(Math.Min(limit, FirstSize), intake);
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

    public void Dispose() => _buffer.Dispose();

    private async ValueTask<bool> FillAsync(Stream stream, int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_length == _buffer.Length)
            {
                if (_length >= limit)
                {
                    return await stream.ReadAsync(new byte[1], cancellationToken) == 0;
                }

                if (!_buffer.TryGrow(_length, limit))
                {
                    _intake?.ExceedBudget();
                    return false;
                }
            }

            var read = await stream.ReadAsync(_buffer.Bytes.AsMemory(_length), cancellationToken);
            _length += read;
            _intake?.Received(_length);
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
}
