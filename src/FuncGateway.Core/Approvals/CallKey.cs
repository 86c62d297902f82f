using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using FuncGateway.Core.Access;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Core.Approvals;

/// <summary>
/// Identifies one exact call under one exact rule: SHA-256 of grant, server with its address and credentials, tool, the digest of the call's content, and the policy entry, in
/// 64 lower-case hexadecimal characters. The hash is not truncated, because agents choose their arguments and could search for two calls with the same short key.
/// </summary>
public sealed record CallKey
{
    private CallKey(string value) => Value = value;

    public string Value { get; }

    /// <param name="server">Its address and configured headers are part of the key: an approval for one upstream, or one account there, is none for another.</param>
    /// <param name="contentHmac">The keyed digest of everything else in the call that the approval binds. A bare hash would let anyone who sees the key find short arguments by trying.</param>
    /// <param name="rule">The policy entry that requires approval.</param>
    public static CallKey Of(GrantId grant, Server server, string tool, string contentHmac, ApprovalTerms rule)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendPart("funcgateway approval 2");
        hash.AppendPart(grant.Value);
        hash.AppendPart(server.Id.Value);
        hash.AppendPart(server.UpstreamUrl.AbsoluteUri);
        hash.AppendPart(CredentialsVersion.Of(server));
        hash.AppendPart(tool);
        hash.AppendPart(rule.Pointer);
        hash.AppendPart(rule.Fingerprint);
        hash.AppendPart(contentHmac);
        return new CallKey(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    public static bool TryParse(string? text, [NotNullWhen(true)] out CallKey? key)
    {
        key = text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower) ? new CallKey(text) : null;
        return key is not null;
    }

    public override string ToString() => Value;
}
