using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Core;

/// <summary>The paths of the gateway that clients and people have in their settings. They must not change.</summary>
public static class Paths
{
    /// <summary>Before the name of a server.</summary>
    public const string Mcp = "/mcp/";

    public const string Api = "/api";

    public const string Health = "/healthz";

    public const string OpenApiDocument = "/api/openapi.json";
}

/// <summary>The shape of a name that stands in one of our paths.</summary>
public static class EndpointName
{
    public const string Accepted = "1 to 63 characters of a-z, 0-9 and '-'";

    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= 63 } && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');
}
