using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace FuncGateway.Policies.Json;

/// <summary>
/// The keys of the large objects of one JSON text, by their positions in it: eight bytes for a key, whatever its length. Keys of different objects are
/// kept apart by the number of the object.
/// </summary>
internal sealed class KeyTable(ReadOnlyMemory<byte> json) : IDisposable
{
    private const int FirstCapacity = 128;

    // The hash of a key in the upper half, its position plus one in the lower half; 0 is a free place. Its first _capacity places are in use.
    private ulong[] _places = Rent(FirstCapacity);
    private int _capacity = FirstCapacity;
    private int _count;

    /// <summary>Adds a key; returns false if the object already has it.</summary>
    /// <param name="key">The key, unescaped.</param>
    /// <param name="at">The position of its opening quote.</param>
    /// <param name="ofObject">The number of the object.</param>
    public bool Add(ReadOnlySpan<byte> key, int at, int ofObject)
    {
        if (_count >= _capacity - (_capacity / 4))
        {
            Grow();
        }

        var hash = Hash(key, ofObject);
        var index = hash & (uint)(_capacity - 1);
        for (; _places[index] != 0; index = (index + 1) & (uint)(_capacity - 1))
        {
            if ((uint)(_places[index] >> 32) == hash && IsKeyAt((int)(uint)_places[index] - 1, key))
            {
                return false;
            }
        }

        _places[index] = ((ulong)hash << 32) | (uint)(at + 1);
        _count++;
        return true;
    }

    public void Dispose() => ArrayPool<ulong>.Shared.Return(_places);

    private static ulong[] Rent(int capacity)
    {
        var places = ArrayPool<ulong>.Shared.Rent(capacity);
        places.AsSpan(0, capacity).Clear();
        return places;
    }

    // The hash of strings is keyed, so that a caller cannot choose keys that collide. The same key in two objects never has the same hash.
    private static uint Hash(ReadOnlySpan<byte> key, int ofObject)
    {
        var hash = (uint)string.GetHashCode(MemoryMarshal.Cast<byte, char>(key));
        hash = key.Length % 2 == 0 ? hash : (hash * 31) + key[^1];
        return hash ^ ((uint)ofObject * 0x9E3779B9);
    }

    private bool IsKeyAt(int at, ReadOnlySpan<byte> key)
    {
        var reader = new Utf8JsonReader(json.Span[at..], isFinalBlock: false, default);
        return reader.Read() && reader.ValueTextEquals(key);
    }

    private void Grow()
    {
        var smaller = _places.AsSpan(0, _capacity);
        var old = _places;
        _capacity *= 2;
        _places = Rent(_capacity);
        foreach (var place in smaller)
        {
            if (place != 0)
            {
                var index = (uint)(place >> 32) & (uint)(_capacity - 1);
                while (_places[index] != 0)
                {
                    index = (index + 1) & (uint)(_capacity - 1);
                }

                _places[index] = place;
            }
        }

        ArrayPool<ulong>.Shared.Return(old);
    }
}
