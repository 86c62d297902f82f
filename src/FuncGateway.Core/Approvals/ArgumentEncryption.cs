using System.Security.Cryptography;
using System.Text;
using FuncGateway.Core.Secrets;

namespace FuncGateway.Core.Approvals;

/// <summary>
/// Encrypts arguments before they are stored: AES-256-GCM with a key derived from the configured one. The approval's id is authenticated with them, so
/// that the arguments of one row cannot be passed off as those of another. Layout: version, nonce, tag, ciphertext.
/// </summary>
public sealed class ArgumentEncryption(KeyMaterial key)
{
    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int Overhead = 1 + NonceBytes + TagBytes;

    public async ValueTask<ReadOnlyMemory<byte>> EncryptAsync(ApprovalId id, ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
    {
        using var cipher = Cipher(await key.GetAsync(cancellationToken));
        var encrypted = new byte[Overhead + arguments.Length];
        encrypted[0] = Version;
        var nonce = encrypted.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        cipher.Encrypt(nonce, arguments.Span, encrypted.AsSpan(Overhead), encrypted.AsSpan(1 + NonceBytes, TagBytes), BoundTo(id));
        return encrypted;
    }

    /// <summary>Returns null if the arguments were encrypted with another key or for another approval, or have been modified.</summary>
    public async ValueTask<byte[]?> DecryptAsync(ApprovalId id, ReadOnlyMemory<byte> encrypted, CancellationToken cancellationToken)
    {
        if (encrypted.Length < Overhead || encrypted.Span[0] != Version)
        {
            return null;
        }

        using var cipher = Cipher(await key.GetAsync(cancellationToken));
        var arguments = new byte[encrypted.Length - Overhead];
        var (nonce, tag) = (encrypted.Slice(1, NonceBytes), encrypted.Slice(1 + NonceBytes, TagBytes));
        try
        {
            cipher.Decrypt(nonce.Span, encrypted.Span[Overhead..], tag.Span, arguments, BoundTo(id));
            return arguments;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static AesGcm Cipher(byte[] key) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "funcgateway approval arguments 1"u8.ToArray()), TagBytes);

    private static byte[] BoundTo(ApprovalId id) => Encoding.ASCII.GetBytes(id.ToString());
}
