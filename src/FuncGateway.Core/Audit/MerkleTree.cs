using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Core.Audit;

/// <summary>The Merkle tree of RFC 6962 over the records of a block. A level is made by pairing neighbours; a node without one moves up as it is.</summary>
public static class MerkleTree
{
    private const int HashBytes = 32;

    /// <summary>Returns the root, in lower-case hexadecimal, of the tree over the lines, which are separated by line feeds. No lines are no bytes.</summary>
    public static string Root(ReadOnlySpan<byte> lines) => RootOver(Leaves(lines));

    /// <summary>Returns the root, in lower-case hexadecimal, of the tree over the lines, each of which may contain any text.</summary>
    public static string Root(IReadOnlyList<string> lines)
    {
        var level = new byte[lines.Count * HashBytes];
        for (var index = 0; index < lines.Count; index++)
        {
            Hash(0, Encoding.UTF8.GetBytes(lines[index]), level.AsSpan(index * HashBytes, HashBytes));
        }

        return RootOver(level);
    }

    /// <summary>Returns the hashes of the siblings on the way from the line to the root, lowest first.</summary>
    /// <param name="index">Of the line, from 0.</param>
    public static IReadOnlyList<string> Path(ReadOnlySpan<byte> lines, int index)
    {
        var level = Leaves(lines);
        var path = new List<string>();
        for (var count = level.Length / HashBytes; count > 1; (count, index) = ((count + 1) / 2, index / 2))
        {
            var sibling = index ^ 1;
            if (sibling < count)
            {
                path.Add(Convert.ToHexStringLower(level.AsSpan(sibling * HashBytes, HashBytes)));
            }

            MoveUp(level, count);
        }

        return path;
    }

    /// <summary>Returns the root that the line and its path lead to, in lower-case hexadecimal; null if the tree has no such line, or its path has another length.</summary>
    /// <param name="index">Of the line, from 0.</param>
    /// <param name="size">The number of lines in the block.</param>
    /// <exception cref="FormatException">A hash of the path is not hexadecimal.</exception>
    public static string? RootOf(ReadOnlySpan<byte> line, long index, long size, IReadOnlyList<string> path)
    {
        if (index < 0 || index >= size)
        {
            return null;
        }

        var hash = Leaf(line);
        var used = 0;
        for (var count = size; count > 1; (count, index) = ((count / 2) + (count % 2), index / 2))
        {
            if ((index ^ 1) >= count)
            {
                continue;
            }

            if (used == path.Count)
            {
                return null;
            }

            var sibling = Convert.FromHexString(path[used++]);
            hash = index % 2 == 0 ? Node(hash, sibling) : Node(sibling, hash);
        }

        return used == path.Count ? Convert.ToHexStringLower(hash) : null;
    }

    private static string RootOver(byte[] level)
    {
        if (level.Length == 0)
        {
            return Convert.ToHexStringLower(SHA256.HashData([]));
        }

        for (var count = level.Length / HashBytes; count > 1; count = (count + 1) / 2)
        {
            MoveUp(level, count);
        }

        return Convert.ToHexStringLower(level.AsSpan(0, HashBytes));
    }

    private static byte[] Leaves(ReadOnlySpan<byte> lines)
    {
        if (lines.IsEmpty)
        {
            return [];
        }

        var level = new byte[(lines.Count((byte)'\n') + 1) * HashBytes];
        var at = 0;
        foreach (var range in lines.Split((byte)'\n'))
        {
            Leaf(lines[range]).CopyTo(level, at);
            at += HashBytes;
        }

        return level;
    }

    private static void MoveUp(byte[] level, int count)
    {
        for (var pair = 0; pair < count / 2; pair++)
        {
            Hash(1, level.AsSpan(pair * 2 * HashBytes, 2 * HashBytes), level.AsSpan(pair * HashBytes, HashBytes));
        }

        if (count % 2 == 1)
        {
            level.AsSpan((count - 1) * HashBytes, HashBytes).CopyTo(level.AsSpan(count / 2 * HashBytes));
        }
    }

    private static byte[] Leaf(ReadOnlySpan<byte> line)
    {
        var hash = new byte[HashBytes];
        Hash(0, line, hash);
        return hash;
    }

    private static byte[] Node(byte[] left, byte[] right)
    {
        var hash = new byte[HashBytes];
        Hash(1, [.. left, .. right], hash);
        return hash;
    }

    private static void Hash(byte prefix, ReadOnlySpan<byte> content, Span<byte> into)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData([prefix]);
        sha.AppendData(content);
        sha.GetHashAndReset(into);
    }
}
