using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Core;

/// <summary>The shape of a name that stands in one of our paths.</summary>
public static class EndpointName
{
    public const string Accepted = "1 to 63 characters of a-z, 0-9 and '-'";

    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= 63 } && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');
}
