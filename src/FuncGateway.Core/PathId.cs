using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Core;

/// <summary>Syntax of the ids that appear in the gateway's paths: those of servers and policies.</summary>
public static class PathId
{
    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    public const string Accepted = "1 to 63 characters of a-z, 0-9 and '-'";

    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= 63 } && !text.AsSpan().ContainsAnyExcept(Characters);
}
