using System.Buffers;

namespace FuncGateway.Mcp.Relay;

/// <summary>The start of an upstream's body in a rented buffer, which grows with what arrives; the whole body if it is not longer than the limit.</summary>
internal sealed class HeldBody(int limit) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _length;
    private bool _isReading;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>Reads until the end, or until more than the limit has arrived. Returns whether the body is whole.</summary>
    public async Task<bool> ReadAsync(Stream upstream, CancellationToken cancellationToken)
    {
        _isReading = true;
        while (_length <= limit)
        {
            if (_length == _buffer.Length)
            {
                Grow();
            }

            var read = await upstream.ReadAsync(_buffer.AsMemory(_length), cancellationToken);
            _length += read;
            if (read == 0)
            {
                _isReading = false;
                return true;
            }
        }

        _isReading = false;
        return false;
    }

    public void Dispose()
    {
        // A read that is still in flight may write to the buffer, so it must not be reused.
        if (!_isReading)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
