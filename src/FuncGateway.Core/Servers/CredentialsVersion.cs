using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Core.Servers;

/// <summary>
/// Identifies what the gateway sends to a server to authenticate: SHA-256 of the configured headers, in 64 lower-case hexadecimal characters. It changes with
/// any change to them. A secret that a header refers to is not read: replacing its value keeps the version.
/// </summary>
public static class CredentialsVersion
{
    public static string Of(Server server)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, value) in server.Headers.OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase))
        {
            // Neither a name nor a value of a header contains a line feed.
            hash.AppendData(Encoding.UTF8.GetBytes($"{name.ToLowerInvariant()}\n{value}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
