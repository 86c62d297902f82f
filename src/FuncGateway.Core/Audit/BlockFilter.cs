using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Core.Audit;

/// <summary>
/// A Bloom filter over what the records of a block name: about 1 in 100 of the keys that are not in the block seem to be. Ten bits a key; a key sets seven bits, one for
/// each of the first seven numbers of 32 bits in its SHA-256.
/// </summary>
/// <remarks>
/// No key may seem to be in many blocks, because a search for it would read them all. So the bits do not follow from each other, and no filter is short: the server and
/// the grant that most blocks name would set a large part of it.
/// </remarks>
public static class BlockFilter
{
    private const int BitsPerKey = 10;
    private const int MinBytes = 32;
    private const int Probes = 7;

    public static string ServerKey(string server) => "s:" + server;

    public static string GrantKey(string grant) => "g:" + grant;

    public static string ToolKey(string tool) => "t:" + tool;

    public static string IdKey(string id) => "i:" + id;

    public static byte[] Build(IReadOnlyCollection<string> keys)
    {
        var filter = new byte[Math.Max((keys.Count * BitsPerKey / 8) + 1, MinBytes)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var key in keys)
        {
            Hash(key, hash);
            for (var probe = 0; probe < Probes; probe++)
            {
                var bit = BitOf(hash, probe, filter.Length);
                filter[bit / 8] |= (byte)(1 << (bit % 8));
            }
        }

        return filter;
    }

    /// <param name="filter">Empty if the block has none: then it may have anything.</param>
    /// <returns>False if the key is certainly not in the block.</returns>
    public static bool MayHave(ReadOnlySpan<byte> filter, string key)
    {
        if (filter.IsEmpty)
        {
            return true;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(key, hash);
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = BitOf(hash, probe, filter.Length);
            if ((filter[bit / 8] & (1 << (bit % 8))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static void Hash(string key, Span<byte> hash) => SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);

    private static int BitOf(ReadOnlySpan<byte> hash, int probe, int bytes) => (int)(BinaryPrimitives.ReadUInt32BigEndian(hash[(probe * sizeof(uint))..]) % ((uint)bytes * 8));
}
