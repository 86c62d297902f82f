using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Arguments;

/// <summary>Finds the keys of a rule that a lenient server could match with a key of a call.</summary>
internal static class LookAlikes
{
    private const int ShortKey = 64;

    public static List<PathNode>? Find(PathNode node, ReadOnlySpan<byte> key) => node.LongestFoldedKey <= ShortKey
        ? Find(node, key, stackalloc char[ShortKey])
        : Find(node, key, new char[node.LongestFoldedKey]);

    // A key whose folded form is longer than the longest key of the rule looks like none of them.
    private static List<PathNode>? Find(PathNode node, ReadOnlySpan<byte> key, Span<char> buffer) =>
        KeyFolding.TryFold(key, buffer[..node.LongestFoldedKey], out var folded) ? node.FindFolded(folded) : null;
}
