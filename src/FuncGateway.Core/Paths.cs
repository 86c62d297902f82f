using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Core;

/// <summary>Paths that clients have in their configuration. They must not change.</summary>
public static class Paths
{
    /// <summary>Followed by the id of a server.</summary>
    public const string Mcp = "/mcp/";

    public const string Api = "/api";

    public const string Health = "/healthz";

    public const string OpenApiDocument = "/api/openapi.json";
}

/// <summary>Syntax of the ids that appear in the gateway's paths.</summary>
public static class EndpointName
{
    public const string Accepted = "1 to 63 characters of a-z, 0-9 and '-'";

    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= 63 } && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');
}
