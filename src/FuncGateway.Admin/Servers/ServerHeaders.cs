using System.Buffers;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;

namespace FuncGateway.Admin.Servers;

/// <summary>Validates the configured headers that are sent upstream with every request.</summary>
/// <param name="stored">The server as it is stored, or null for a new one.</param>
internal sealed class ServerHeaders(UpstreamSecrets secrets, Server? stored, Uri upstream)
{
    private const int MaxCount = 20;
    private const int MaxValue = 8192;
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Returns the headers to store, with <c>(set)</c> replaced by the stored value. Problems are added to <paramref name="fields"/> and never contain a value.</summary>
    public IReadOnlyDictionary<string, string> Read(IReadOnlyDictionary<string, string> headers, BodyFields fields)
    {
        if (headers.Count > MaxCount)
        {
            fields.Refuse($"There are {headers.Count} headers. Accepted: at most {MaxCount}.", "headers");
        }

        var read = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, written) in headers)
        {
            var value = written == ServerView.Set ? Stored(name) : written;
            if ((WhatIsWrongWithName(name) ?? WhatIsWrongWithValue(name, written, value)) is { } problem)
            {
                fields.Refuse(problem, "headers", name);
            }
            else if (value is null || !read.TryAdd(name, value))
            {
                fields.Refuse("The name is listed twice, in different letter case. Accepted: each name once.", "headers", name);
            }
        }

        return read;
    }

    private static string? WhatIsWrongWithName(string name)
    {
        if (name.Length is 0 or > 128 || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            return "The name is not a valid HTTP header name. Accepted: 1 to 128 letters, digits and !#$%&'*+-.^_`|~.";
        }

        return RefusedHeaders.Contains(name)
            ? $"'{name}' is set by the gateway, applies to a single connection, or changes how some servers read the request. Accepted: credentials such as Authorization, and the upstream's own headers."
            : null;
    }

    private string? WhatIsWrongWithValue(string name, string written, string? value)
    {
        if (value is null)
        {
            return $"'{ServerView.Set}' keeps the stored value, but none is stored for '{name}'. Accepted: the value itself, or '{secrets.Accepted}'.";
        }

        // A stored credential belongs to the upstream it was entered for. A person who does not know it must not be able to send it elsewhere.
        if (written == ServerView.Set && !SecretReference.TryParse(value, out _) && !IsSameOrigin())
        {
            return $"'{ServerView.Set}' keeps the stored value, but the upstream has changed. Accepted: the value itself, or '{secrets.Accepted}'.";
        }

        // A sealed value was checked when it was entered.
        if (written == ServerView.Set && CredentialSealing.IsSealed(value))
        {
            return null;
        }

        if (SecretReference.TryParse(value, out var reference))
        {
            return secrets.WhatIsWrong(reference);
        }

        if (CredentialSealing.IsSealed(value))
        {
            return $"The value starts with '{CredentialSealing.Prefix}', which marks stored values that are encrypted. Accepted: the value itself, or '{secrets.Accepted}'.";
        }

        if (SecretReference.Mentions(value))
        {
            return $"The value contains '{SecretReference.Prefix}' and other text. Accepted: '{secrets.Accepted}' as the whole value, with a NAME of 1 to 127 letters, digits and '-'; the secret contains the full header value.";
        }

        return value.Length is 0 or > MaxValue || value.Any(character => character is < ' ' or > '~') || value != value.Trim()
            ? $"The value has {value.Length} characters, or characters that a header cannot contain. Accepted: 1 to {MaxValue} printable ASCII characters without a space at either end, or '{secrets.Accepted}'."
            : null;
    }

    private string? Stored(string name) =>
        stored?.Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private bool IsSameOrigin() =>
        stored is not null && Uri.Compare(stored.UpstreamUrl, upstream, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
