using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FuncGateway.Core.Access;
using FuncGateway.Core.Secrets;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// Binds an upstream's session id to the grant that opened it. The client sees <c>&lt;id&gt;.&lt;HMAC&gt;</c>, so a leaked session id is useless
/// with another grant, and every instance can verify it without a shared table.
/// </summary>
public sealed class SessionBinding(KeyMaterial key)
{
    private const int MacBytes = 16;
    private const int MacLength = 22;

    public async ValueTask<string> BindAsync(Grant grant, string upstreamId, CancellationToken cancellationToken) =>
        $"{upstreamId}.{Mac(await key.GetAsync(cancellationToken), grant, upstreamId)}";

    /// <summary>Returns the upstream's own id, or null if the id was not issued to this grant.</summary>
    public async ValueTask<string?> UnbindAsync(Grant grant, string clientId, CancellationToken cancellationToken)
    {
        var dot = clientId.Length - MacLength - 1;
        if (dot < 1 || clientId[dot] != '.')
        {
            return null;
        }

        var upstreamId = clientId[..dot];
        var mac = Mac(await key.GetAsync(cancellationToken), grant, upstreamId);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(mac), Encoding.UTF8.GetBytes(clientId[(dot + 1)..])) ? upstreamId : null;
    }

    private static string Mac(byte[] key, Grant grant, string upstreamId)
    {
        var text = Encoding.UTF8.GetBytes($"{grant.Id}\n{grant.Server}\n{upstreamId}");
        return Base64Url.EncodeToString(HMACSHA256.HashData(key, text).AsSpan(0, MacBytes));
    }
}
