using System.Security.Cryptography;
using FuncGateway.Core.Audit;
using FuncGateway.Policies.Json;

namespace FuncGateway.Mcp.Calls;

/// <summary>The names of the arguments, and a digest that recognizes identical ones.</summary>
internal static class CallArguments
{
    private static readonly byte[] NoArguments = "{}"u8.ToArray();

    /// <summary>Reads both in one walk over the arguments, which are not copied for it.</summary>
    /// <param name="arguments">The arguments as raw JSON, empty if there are none.</param>
    /// <param name="hash">Takes the canonical form of the arguments; reset afterwards.</param>
    public static (IReadOnlyList<string> Keys, string Digest) Describe(ReadOnlyMemory<byte> arguments, IncrementalHash hash)
    {
        using var writer = new HashWriter(hash);
        var keys = CanonicalJson.WriteObject(arguments.IsEmpty ? NoArguments : arguments, writer, AuditNames.MaxListLength);
        writer.Flush();
        return (AuditNames.Cut(keys), Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public static string Digest(ReadOnlyMemory<byte> arguments)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        return Describe(arguments, hash).Digest;
    }
}
