using System.Buffers;
using System.Text;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Arguments;

/// <summary>Finds the keys of a rule that a lenient server could match with a key of a call.</summary>
internal static class LookAlikes
{
    private const int ShortKey = 64;

    public static List<PathNode>? Find(PathNode node, ReadOnlySpan<byte> key)
    {
        if (key.Length <= ShortKey)
        {
            return Find(node, key, stackalloc char[ShortKey * 4]);
        }

        var rented = ArrayPool<char>.Shared.Rent(key.Length + KeyFolding.BufferFor(key.Length));
        try
        {
            return Find(node, key, rented);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    private static List<PathNode>? Find(PathNode node, ReadOnlySpan<byte> key, Span<char> buffer)
    {
        var length = Encoding.UTF8.GetChars(key, buffer[..key.Length]);
        return node.FindFolded(KeyFolding.Fold(buffer[..length], buffer[key.Length..]));
    }
}
