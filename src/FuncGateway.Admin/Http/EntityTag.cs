using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FuncGateway.Core;
using Microsoft.Extensions.Primitives;

namespace FuncGateway.Admin.Http;

/// <summary>Identifies one version of a resource in <c>ETag</c>, <c>If-Match</c> and <c>If-None-Match</c>. Always a strong tag.</summary>
public readonly record struct EntityTag(string Text)
{
    /// <summary>Returns a tag made from a hash, so that the store's own token is not disclosed.</summary>
    public static EntityTag Of(RowVersion version) =>
        new($"\"{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(version.Value)).AsSpan(0, 12))}\"");

    public static EntityTag OfRevision(int number) => new($"\"r{number}\"");

    /// <summary>Whether a header with a list of tags contains this one. A weak tag never matches.</summary>
    public bool IsIn(StringValues header)
    {
        var text = Text;
        return header.Any(line => (line ?? "").Split(',').Any(tag => tag.Trim() == text));
    }
}
