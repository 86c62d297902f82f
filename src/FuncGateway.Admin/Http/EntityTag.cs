using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using FuncGateway.Core;
using Microsoft.Extensions.Primitives;

namespace FuncGateway.Admin.Http;

/// <summary>What <c>ETag</c>, <c>If-Match</c> and <c>If-None-Match</c> say about one version of a thing. Always strong.</summary>
public readonly record struct EntityTag(string Text)
{
    /// <summary>The store's own token stays inside: only its hash goes out.</summary>
    public static EntityTag Of(RowVersion version) =>
        new($"\"{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(version.Value)).AsSpan(0, 12))}\"");

    public static EntityTag OfRevision(int number) => new($"\"r{number}\"");

    /// <summary>Whether a header with a list of tags names this one. A weak tag never does.</summary>
    public bool IsIn(StringValues header)
    {
        var text = Text;
        return header.Any(line => (line ?? "").Split(',').Any(tag => tag.Trim() == text));
    }
}
