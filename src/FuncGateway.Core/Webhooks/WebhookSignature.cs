using System.Security.Cryptography;
using System.Text;
using FuncGateway.Core.Secrets;

namespace FuncGateway.Core.Webhooks;

/// <summary>
/// The symmetric signature of Standard Webhooks (standardwebhooks.com): <c>v1,</c> and the base64 of the HMAC-SHA256 of <c>id.timestamp.body</c>. The
/// timestamp is signed with the body, so that a recorded message cannot be replayed later.
/// </summary>
public static class WebhookSignature
{
    public const string SecretPrefix = "whsec_";

    // The minimum of the standard; many receivers generate secrets of 24 bytes.
    public const int MinBytes = 24;

    public static KeyMaterial Key(string secret, ISecretSource secrets) => new("secret of the webhook", secret, secrets) { MinBytes = MinBytes, Prefix = SecretPrefix };

    /// <summary>Whether the text is a key: base64 of enough bytes, with or without the prefix.</summary>
    public static bool IsKey(string text) => KeyMaterial.TryRead(text, SecretPrefix, MinBytes, out _);

    public static string Of(ReadOnlySpan<byte> key, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.ASCII.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        return "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
    }
}
