using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Core.Audit.Checkpoints;

/// <summary>A public key for checkpoints, as a JSON Web Key (RFC 7517): an elliptic curve key on P-256.</summary>
/// <param name="Kid">The thumbprint of the key (RFC 7638), so that the id cannot be given to another key.</param>
/// <param name="X">The x coordinate, 32 bytes in base64url.</param>
/// <param name="Y">The y coordinate.</param>
public sealed record CheckpointPublicKey(string Kid, string Kty, string Crv, string Alg, string Use, string X, string Y)
{
    private const int CoordinateBytes = 32;
    private const int SignatureBytes = 64;

    /// <exception cref="CryptographicException">It is not a key on P-256.</exception>
    public static CheckpointPublicKey Of(ECParameters key) => Of(key.Q.X, key.Q.Y);

    /// <param name="x">The x coordinate.</param>
    /// <param name="y">The y coordinate.</param>
    /// <exception cref="CryptographicException">They are not a point on P-256.</exception>
    public static CheckpointPublicKey Of(byte[]? x, byte[]? y)
    {
        if (x is not { Length: CoordinateBytes } || y is not { Length: CoordinateBytes })
        {
            throw new CryptographicException("The key is not an elliptic curve key on P-256.");
        }

        var (xText, yText) = (Base64Url.EncodeToString(x), Base64Url.EncodeToString(y));

        // The required members in alphabetical order, without white space.
        var thumbprint = SHA256.HashData(Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{xText}}","y":"{{yText}}"}"""));
        var key = new CheckpointPublicKey(Base64Url.EncodeToString(thumbprint), "EC", "P-256", "ES256", "sig", xText, yText);
        key.Import().Dispose();
        return key;
    }

    /// <summary>Whether the checkpoint has a signature of its content by this key: R and S, 64 bytes in base64url without padding.</summary>
    public bool HasSigned(Checkpoint checkpoint)
    {
        Span<byte> signature = stackalloc byte[SignatureBytes];
        return checkpoint.Signature.Length == Base64Url.GetEncodedLength(SignatureBytes)
            && Base64Url.DecodeFromChars(checkpoint.Signature, signature, out _, out var written) == OperationStatus.Done && written == SignatureBytes
            && Verifies(Encoding.UTF8.GetBytes(checkpoint.Content), signature);
    }

    /// <param name="signature">R and S, 64 bytes.</param>
    public bool Verifies(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        using var key = Import();
        return key.VerifyData(content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private ECDsa Import() => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64Url.DecodeFromChars(X), Y = Base64Url.DecodeFromChars(Y) },
    });
}
