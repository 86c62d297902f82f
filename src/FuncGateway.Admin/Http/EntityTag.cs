using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FuncGateway.Core;
using Microsoft.Extensions.Primitives;

namespace FuncGateway.Admin.Http;

/// <summary>
/// Identifies one version of a resource in <c>ETag</c>, <c>If-Match</c> and <c>If-None-Match</c>. Always a strong tag. If a response shows more than the
/// resource, its tag has a second part after a dot, which <c>If-Match</c> ignores.
/// </summary>
public readonly record struct EntityTag(string Text)
{
    private const int HashBytes = 12;

    /// <summary>Returns a tag made from a hash, so that the store's own token is not disclosed.</summary>
    public static EntityTag Of(RowVersion version) => OfBody(Encoding.UTF8.GetBytes(version.Value));

    public static EntityTag OfRevision(int number) => new($"\"r{number}\"");

    /// <summary>Returns the tag of a response without a version of its own.</summary>
    public static EntityTag OfBody(ReadOnlySpan<byte> body) => new($"\"{HashOf(body)}\"");

    /// <summary>Returns the tag of a response that also shows <paramref name="more"/>, which changes on its own.</summary>
    public EntityTag With(string more) => new($"{Text[..^1]}.{HashOf(Encoding.UTF8.GetBytes(more))}\"");

    /// <summary>Whether a client has this version already: the comparison of <c>If-None-Match</c>. A proxy that compresses a response makes its tag weak.</summary>
    public bool IsIn(StringValues header)
    {
        var text = Text;
        return TagsOf(header).Any(tag => (tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag) == text);
    }

    /// <summary>Whether a header with a list of tags contains one of the same version of the resource, whatever else its response showed.</summary>
    public bool IsVersionIn(StringValues header)
    {
        var version = VersionOf(Text);
        return TagsOf(header).Any(tag => VersionOf(tag) == version);
    }

    private static IEnumerable<string> TagsOf(StringValues header) => header.SelectMany(line => (line ?? "").Split(',')).Select(tag => tag.Trim());

    private static string VersionOf(string tag) => tag.Split('.') is [var version, _] && tag.EndsWith('"') ? version + "\"" : tag;

    private static string HashOf(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return Base64Url.EncodeToString(hash[..HashBytes]);
    }
}
