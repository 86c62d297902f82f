using System.Globalization;
using System.Text.Json.Nodes;

namespace FuncGateway.Cli.Output;

/// <summary>A number with its word, in the singular or plural.</summary>
internal static class CountedWords
{
    public static string Of(long count, string word) => string.Create(CultureInfo.InvariantCulture, $"{count} {word}{(count == 1 ? "" : "s")}");

    /// <param name="count">A number of the gateway's answer; absent is 0.</param>
    public static string Of(JsonNode? count, string word) => Of(count?.GetValue<long>() ?? 0, word);
}
