using System.Security.Cryptography;
using FuncGateway.Policies.Json;

namespace FuncGateway.Core.Secrets;

/// <summary>
/// Digests JSON so that identical content can be recognized: HMAC-SHA256, in lower-case hexadecimal, of the canonical form. The key is derived from one
/// of the gateway. Without a key, a reader of the digest could find a short value, such as a PIN, by trying all of them.
/// </summary>
/// <param name="key">The key to derive from. Digests made before it is replaced do not match later ones.</param>
public sealed class ArgumentDigest(KeyMaterial key)
{
    private static readonly byte[] NoMembers = "{}"u8.ToArray();

    private readonly DerivedKey _key = new(key, "funcgateway argument digest 1");

    /// <summary>Begins a digest. Its content must be written in canonical form.</summary>
    /// <exception cref="StoreUnavailableException">The key is missing or cannot be read.</exception>
    public async ValueTask<IncrementalHash> BeginAsync(CancellationToken cancellationToken) =>
        IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, await _key.GetAsync(cancellationToken));

    /// <param name="json">Valid JSON without repeated keys; empty for <c>{}</c>.</param>
    /// <exception cref="StoreUnavailableException">The key is missing or cannot be read.</exception>
    public async ValueTask<string> OfAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        using var hash = await BeginAsync(cancellationToken);
        using var writer = new HashWriter(hash);
        CanonicalJson.Write(json.IsEmpty ? NoMembers : json, writer);
        writer.Flush();
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
