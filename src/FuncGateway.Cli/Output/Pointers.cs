using System.Globalization;
using System.Text.Json.Nodes;

namespace FuncGateway.Cli.Output;

/// <summary>JSON Pointers (RFC 6901).</summary>
internal static class Pointers
{
    /// <summary>Returns null if there is no value, or it is null.</summary>
    public static JsonNode? Find(JsonNode? root, string pointer)
    {
        var value = root;
        foreach (var segment in SegmentsOf(pointer))
        {
            value = value switch
            {
                JsonObject members => members[segment],
                JsonArray items when int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count => items[index],
                _ => null,
            };
        }

        return value;
    }

    public static bool IsPointer(string text) => text.Length == 0 || text[0] == '/';

    public static IEnumerable<string> SegmentsOf(string pointer) =>
        pointer.Split('/').Skip(1).Select(segment => segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
}
