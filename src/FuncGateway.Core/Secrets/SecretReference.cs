using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Core.Secrets;

/// <summary>
/// A header value that names a secret instead of containing it: <c>@secret:NAME</c>. Wherever the secret is stored, its name follows the rules of
/// Key Vault: 1 to 127 characters of <c>A-Z</c>, <c>a-z</c>, <c>0-9</c> and <c>-</c>.
/// </summary>
public sealed record SecretReference
{
    public const string Prefix = "@secret:";

    private SecretReference(string name) => Name = name;

    public string Name { get; }

    /// <summary>Whether the text refers to a secret, well-formed or not. Such a text must never be sent upstream as it is.</summary>
    public static bool Mentions(string? text) => text?.Contains(Prefix, StringComparison.OrdinalIgnoreCase) == true;

    public static bool TryParse(string? text, [NotNullWhen(true)] out SecretReference? reference)
    {
        reference = text?.StartsWith(Prefix, StringComparison.Ordinal) == true && IsName(text[Prefix.Length..])
            ? new SecretReference(text[Prefix.Length..])
            : null;
        return reference is not null;
    }

    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= 127 } && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');

    public override string ToString() => Prefix + Name;
}
