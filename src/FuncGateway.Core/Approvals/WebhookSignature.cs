using System.Security.Cryptography;
using System.Text;

namespace FuncGateway.Core.Approvals;

/// <summary>
/// <c>sha256=</c> and the hexadecimal HMAC-SHA256 of <c>timestamp.body</c>. The time is signed with the body, so that whoever records a message cannot
/// send it again later as a new one.
/// </summary>
internal static class WebhookSignature
{
    public static string Of(ReadOnlySpan<byte> key, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(Encoding.ASCII.GetBytes(timestamp));
        hmac.AppendData("."u8);
        hmac.AppendData(body);
        return "sha256=" + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
