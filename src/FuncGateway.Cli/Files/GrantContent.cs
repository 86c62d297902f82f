using System.Globalization;
using System.Text.Json.Nodes;

namespace FuncGateway.Cli.Files;

/// <summary>What a file says about a grant: everything but its token.</summary>
internal static class GrantContent
{
    public static JsonObject Of(JsonNode grant) => Complete(new JsonObject
    {
        ["label"] = grant["label"]?.DeepClone(),
        ["access"] = grant["access"]?.DeepClone(),
        ["expiresAt"] = grant["expiresAt"]?.DeepClone(),
    });

    /// <summary>With the members that a file may leave out, and times in one way of writing.</summary>
    public static JsonObject Complete(JsonObject content)
    {
        var complete = (JsonObject)content.DeepClone();
        complete.TryAdd("expiresAt", null);
        if (EndOf(complete) is { } at)
        {
            complete["expiresAt"] = at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);
        }

        if (complete["access"] is JsonArray access)
        {
            complete["access"] = new JsonArray([.. access.OrderBy(each => each?["server"]?.ToString(), StringComparer.Ordinal).Select(Complete)]);
        }

        return complete;
    }

    /// <summary>When the grant ends; null if it does not, or if that cannot be read.</summary>
    public static DateTimeOffset? EndOf(JsonNode content) =>
        content["expiresAt"] is JsonValue value && value.TryGetValue<string>(out var text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static JsonNode? Complete(JsonNode? access)
    {
        var complete = access?.DeepClone();
        (complete as JsonObject)?.TryAdd("policy", null);
        return complete;
    }
}
