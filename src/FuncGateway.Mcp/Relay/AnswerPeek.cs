using System.Buffers;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>Keeps a copy of an answer of up to <paramref name="limit"/> bytes while it is relayed, to classify it afterwards. A limit of 0 keeps nothing.</summary>
internal sealed class AnswerPeek(int limit) : IDisposable
{
    private byte[]? _kept = limit == 0 ? null : ArrayPool<byte>.Shared.Rent(4096);
    private int _length;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_kept is null)
        {
            return;
        }

        if (_length + bytes.Length > limit)
        {
            Dispose();
            return;
        }

        if (_length + bytes.Length > _kept.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Min(limit, (_length + bytes.Length) * 2));
            _kept.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_kept);
            _kept = larger;
        }

        bytes.CopyTo(_kept.AsSpan(_length));
        _length += bytes.Length;
    }

    public RelayOutcome Outcome(ReadOnlySpan<byte> id)
    {
        if (_kept is null)
        {
            return RelayOutcome.Answered;
        }

        var kind = MessagePeek.Look(_kept.AsSpan(0, _length), id, out _);
        return RelayOutcomes.Of(kind);
    }

    public void Dispose()
    {
        if (_kept is not null)
        {
            ArrayPool<byte>.Shared.Return(_kept);
            _kept = null;
        }
    }
}
