using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Core.Secrets;

/// <summary>
/// Encrypts what is stored: AES-256-GCM with a key derived from one of the gateway's keys. The place it belongs to is authenticated with it, so that the
/// content of one place cannot be passed off as that of another. Layout: version, nonce, tag, ciphertext.
/// </summary>
/// <param name="purpose">What is encrypted; see <see cref="DerivedKey"/>.</param>
public sealed class Sealing(KeyMaterial key, string purpose)
{
    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int Overhead = 1 + NonceBytes + TagBytes;
    private readonly DerivedKey _key = new(key, purpose);

    /// <param name="place">Where the content belongs, such as the id of its row.</param>
    /// <exception cref="StoreUnavailableException">There is no key.</exception>
    public async ValueTask<byte[]> SealAsync(string place, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var cipher = await CipherAsync(cancellationToken);
        var result = new byte[Overhead + content.Length];
        result[0] = Version;
        var nonce = result.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        cipher.Encrypt(nonce, content.Span, result.AsSpan(Overhead), result.AsSpan(1 + NonceBytes, TagBytes), Encoding.UTF8.GetBytes(place));
        return result;
    }

    /// <summary>Returns null if the content was sealed with another key or for another place or purpose, or has been modified.</summary>
    /// <exception cref="StoreUnavailableException">There is no key.</exception>
    public async ValueTask<byte[]?> OpenAsync(string place, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (content.Length < Overhead || content.Span[0] != Version)
        {
            return null;
        }

        using var cipher = await CipherAsync(cancellationToken);
        var opened = new byte[content.Length - Overhead];
        var (nonce, tag) = (content.Slice(1, NonceBytes), content.Slice(1 + NonceBytes, TagBytes));
        try
        {
            cipher.Decrypt(nonce.Span, content.Span[Overhead..], tag.Span, opened, Encoding.UTF8.GetBytes(place));
            return opened;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private async ValueTask<AesGcm> CipherAsync(CancellationToken cancellationToken) => new(await _key.GetAsync(cancellationToken), TagBytes);
}
