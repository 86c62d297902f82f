using System.Buffers;
using System.Security.Cryptography;

namespace FuncGateway.Policies.Json;

/// <summary>Adds what is written to a hash, through a small buffer, so that a long text is hashed without being kept.</summary>
/// <param name="hash">The hash or keyed hash; not disposed. It is complete after <see cref="Flush"/>.</param>
public sealed class HashWriter(IncrementalHash hash) : IBufferWriter<byte>, IDisposable
{
    private const int Size = 4096;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Size);
    private int _written;

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_buffer.Length - _written < Math.Max(sizeHint, 1))
        {
            Flush();
            Fit(sizeHint);
        }

        return _buffer.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Flush()
    {
        hash.AppendData(_buffer, 0, _written);
        _written = 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);

    private void Fit(int size)
    {
        if (size > _buffer.Length)
        {
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = ArrayPool<byte>.Shared.Rent(size);
        }
    }
}
