using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Core.Secrets;

/// <summary>Hashes a list of texts, each prefixed with its length, so that no two lists are hashed alike.</summary>
public static class HashParts
{
    /// <summary>Appends one text as UTF-8.</summary>
    public static void AppendPart(this IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
