using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FuncGateway.Core.Access;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;

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
        hmac.AppendPart(caller.Grant.Id.Value);
        hmac.AppendPart(caller.Server.Id.Value);
        hmac.AppendPart(caller.Server.UpstreamUrl.AbsoluteUri);
        hmac.AppendPart(CredentialsVersion.Of(caller.Server));
        hmac.AppendPart(upstreamId);
        return Base64Url.EncodeToString(hmac.GetHashAndReset().AsSpan(0, MacBytes));
    }
}
