using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FuncGateway.Core.Access;
using FuncGateway.Core.Secrets;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Binds an upstream's session id to the grant that opened it and to the server as it was then. The client sees <c>&lt;id&gt;.&lt;HMAC&gt;</c>, so a
/// leaked session id is useless with another grant, a session is not carried to another address or credential, and every instance can verify it without
/// a shared table.
/// </summary>
public sealed class SessionBinding(KeyMaterial key)
{
    private const int MacBytes = 16;
    private const int MacLength = 22;

    public async ValueTask<string> BindAsync(Caller caller, string upstreamId, CancellationToken cancellationToken) =>
        $"{upstreamId}.{Mac(await key.GetAsync(cancellationToken), caller, upstreamId)}";

    /// <summary>Returns the upstream's own id, or null if the id was not issued to this grant for the server as it is.</summary>
    public async ValueTask<string?> UnbindAsync(Caller caller, string clientId, CancellationToken cancellationToken)
    {
        var dot = clientId.Length - MacLength - 1;
        if (dot < 1 || clientId[dot] != '.')
        {
            return null;
        }

        var upstreamId = clientId[..dot];
        var mac = Mac(await key.GetAsync(cancellationToken), caller, upstreamId);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(mac), Encoding.UTF8.GetBytes(clientId[(dot + 1)..])) ? upstreamId : null;
    }

    private static string Mac(byte[] key, Caller caller, string upstreamId)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Append(hmac, caller.Grant.Id.Value);
        Append(hmac, caller.Server.Id.Value);
        Append(hmac, caller.Server.UpstreamUrl.AbsoluteUri);

        // As configured: a secret that changes under its name does not end the sessions.
        foreach (var (name, value) in caller.Server.Headers.OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase))
        {
            Append(hmac, name.ToLowerInvariant());
            Append(hmac, value);
        }

        Append(hmac, upstreamId);
        return Base64Url.EncodeToString(hmac.GetHashAndReset().AsSpan(0, MacBytes));
    }

    // With its length, so that no two lists of texts are hashed alike.
    private static void Append(IncrementalHash hmac, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hmac.AppendData(length);
        hmac.AppendData(bytes);
    }
}
