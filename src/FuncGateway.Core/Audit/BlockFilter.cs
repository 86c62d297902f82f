using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Core.Audit;

/// <summary>
/// A Bloom filter over what the records of a block name: about 1 in 100 of the keys that are not in the block seem to be. Ten bits a key; a key sets seven bits, which
/// follow from the first 16 bytes of its SHA-256 as a + i·b.
/// </summary>
public static class BlockFilter
{
    private const int BitsPerKey = 10;
    private const int Probes = 7;

    public static string ServerKey(string server) => "s:" + server;

    public static string GrantKey(string grant) => "g:" + grant;

    public static string ToolKey(string tool) => "t:" + tool;

    public static string IdKey(string id) => "i:" + id;

    public static byte[] Build(IReadOnlyCollection<string> keys)
    {
        var filter = new byte[(keys.Count * BitsPerKey / 8) + 1];
        foreach (var key in keys)
        {
            var (start, step) = HashOf(key);
            for (var probe = 0; probe < Probes; probe++)
            {
                var bit = BitOf(start, step, probe, filter.Length);
                filter[bit / 8] |= (byte)(1 << (bit % 8));
            }
        }

        return filter;
    }

    /// <summary>False if the key is certainly not in the block.</summary>
    public static bool MayHave(ReadOnlySpan<byte> filter, string key)
    {
        var (start, step) = HashOf(key);
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = BitOf(start, step, probe, filter.Length);
            if ((filter[bit / 8] & (1 << (bit % 8))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int BitOf(ulong start, ulong step, int probe, int bytes) => (int)(unchecked(start + ((ulong)probe * step)) % ((ulong)bytes * 8));

    private static (ulong Start, ulong Step) HashOf(string key)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        return (BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(8)));
    }
}
