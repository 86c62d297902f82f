using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>The start of an upstream's body in a rented buffer, which grows with what arrives; the whole body if it is not longer than the limit.</summary>
/// <param name="declared">The length that the upstream declared; it only decides how much is rented at first.</param>
internal sealed class HeldBody(BodyBudget budget, long? declared = null) : IDisposable
{
    private const int MinBytes = 4096;
    private const int MaxDeclaredBytes = 64 * 1024;

    // One byte more, so that the end is found without another buffer.
    private GrowingBuffer _buffer = new((int)Math.Clamp((declared ?? 0) + 1, MinBytes, MaxDeclaredBytes), budget);
    private int _length;
    private bool _isReading;

    public ReadOnlyMemory<byte> Bytes => _buffer.Bytes.AsMemory(0, _length);

    /// <summary>Reads on until the end, or until more than the limit has arrived. Returns whether the body is whole.</summary>
    /// <exception cref="HeldTooMuchException">The budget is spent.</exception>
    public async ValueTask<bool> ReadAsync(Stream upstream, int limit, CancellationToken cancellationToken)
    {
        while (_length <= limit)
        {
            if (_length == _buffer.Length && !_buffer.TryGrow(_length, free: BodyBudget.FreePerAnswer))
            {
                throw new HeldTooMuchException();
            }

            _isReading = true;
            var read = await upstream.ReadAsync(_buffer.Bytes.AsMemory(_length), cancellationToken);
            _isReading = false;
            _length += read;
            if (read == 0)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose() => _buffer.Dispose(_isReading);
}
