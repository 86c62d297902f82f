using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Core.Secrets;

/// <summary>A key: base64, or <c>@secret:NAME</c> of a secret that holds base64. Read once, when it is first needed.</summary>
/// <param name="name">What the key is called in messages, such as "setting FuncGateway:SessionKey".</param>
public sealed class KeyMaterial(string name, string? value, ISecretSource secrets)
{
    private volatile byte[]? _key;

    public int MinBytes { get; init; } = 32;

    /// <summary>Optional prefix before the base64.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Reads base64 of at least <paramref name="minBytes"/> bytes, with or without the prefix.</summary>
    public static bool TryRead(string text, string prefix, int minBytes, [NotNullWhen(true)] out byte[]? key)
    {
        var base64 = text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
        var bytes = new byte[base64.Length];
        key = Convert.TryFromBase64String(base64, bytes, out var length) && length >= minBytes ? bytes[..length] : null;
        return key is not null;
    }

    /// <exception cref="StoreUnavailableException">The key is missing, unreadable or too short.</exception>
    public async ValueTask<byte[]> GetAsync(CancellationToken cancellationToken) => _key ??= await ReadAsync(cancellationToken);

    private async ValueTask<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        var text = SecretReference.TryParse(value, out var secret) ? await secrets.FindAsync(secret.Name, cancellationToken) : value;
        if (string.IsNullOrEmpty(text))
        {
            throw new StoreUnavailableException($"The {name} is not set, or names a secret that does not exist; base64 of at least {MinBytes} bytes is accepted.");
        }

        return TryRead(text, Prefix, MinBytes, out var key) ? key : throw new StoreUnavailableException($"The {name} is not base64 of at least {MinBytes} bytes.");
    }
}
