using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Repository.Tests.AuditFormat;

/// <summary>The hashes of docs/operate/audit-format.md, written from that page and not from the gateway's code.</summary>
internal static class FormatHash
{
    public static string Of(params object[] lines) => Hex(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

    public static string OfChain(string chain) => Of("funcgateway-audit-2", chain);

    public static string OfBlock(string chain, long number, string previous, string root, string detailsHash) =>
        Of("funcgateway-audit-2", chain, number, previous, root, detailsHash);

    public static byte[] Leaf(string line) => SHA256.HashData([0, .. Encoding.UTF8.GetBytes(line)]);

    public static byte[] Root(IReadOnlyList<byte[]> leaves)
    {
        if (leaves.Count < 2)
        {
            return leaves.Count == 1 ? leaves[0] : SHA256.HashData([]);
        }

        var split = SplitOf(leaves.Count);
        return Node(Root([.. leaves.Take(split)]), Root([.. leaves.Skip(split)]));
    }

    /// <summary>The siblings from the leaf to the root.</summary>
    public static IEnumerable<string> Path(int index, IReadOnlyList<byte[]> leaves)
    {
        if (leaves.Count < 2)
        {
            return [];
        }

        var split = SplitOf(leaves.Count);
        byte[][] left = [.. leaves.Take(split)], right = [.. leaves.Skip(split)];
        return index < split ? [.. Path(index, left), Hex(Root(right))] : [.. Path(index - split, right), Hex(Root(left))];
    }

    public static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);

    private static int SplitOf(int size)
    {
        var split = 1;
        while (split * 2 < size)
        {
            split *= 2;
        }

        return split;
    }
}
