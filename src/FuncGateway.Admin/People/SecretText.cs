using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Admin.People;

internal static class SecretText
{
    // Hashed first, so that the comparison time reveals neither the length nor a common prefix.
    public static bool AreTheSame(string secret, string given) => CryptographicOperations.FixedTimeEquals(HashOf(secret), HashOf(given));

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
