using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Core.Secrets;

/// <summary>A key for one purpose: 32 bytes, derived from one of the gateway's keys by HKDF-SHA256 when it is first needed.</summary>
/// <param name="purpose">Each purpose has a key of its own, so that nothing made for one is accepted for another.</param>
internal sealed class DerivedKey(KeyMaterial key, string purpose)
{
    private const int Bytes = 32;
    private volatile byte[]? _derived;

    /// <exception cref="StoreUnavailableException">The key to derive from is missing or cannot be read.</exception>
    public async ValueTask<byte[]> GetAsync(CancellationToken cancellationToken) =>
        _derived ??= HKDF.DeriveKey(HashAlgorithmName.SHA256, await key.GetAsync(cancellationToken), Bytes, info: Encoding.UTF8.GetBytes(purpose));
}
