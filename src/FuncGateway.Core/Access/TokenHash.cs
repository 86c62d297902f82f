using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Core.Access;

/// <summary>SHA-256 of a grant token: 64 lower-case hexadecimal characters.</summary>
public sealed record TokenHash
{
    private TokenHash(string value) => Value = value;

    public string Value { get; }

    public static TokenHash Of(ReadOnlySpan<byte> sha256) => new(Convert.ToHexStringLower(sha256));

    public static bool TryParse(string? text, [NotNullWhen(true)] out TokenHash? hash)
    {
        hash = text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower) ? new TokenHash(text) : null;
        return hash is not null;
    }

    public override string ToString() => Value;
}
