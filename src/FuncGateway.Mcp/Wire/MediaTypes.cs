using Microsoft.Net.Http.Headers;

namespace FuncGateway.Mcp.Wire;

internal static class MediaTypes
{
    public const string EventStream = "text/event-stream";

    public static bool IsEventStream(HttpResponseMessage response) => Is(response, EventStream);

    /// <summary>The content type as sent; null if there is none.</summary>
    public static string? Of(HttpResponseMessage response) =>
        response.Content.Headers.NonValidated.TryGetValues(HeaderNames.ContentType, out var values) ? values.ToString() : null;

    public static bool IsUtf8Json(HttpResponseMessage response) => IsUtf8Json(Of(response));

    /// <summary>Whether the content type is JSON in UTF-8. A server that honours another charset would decode the same bytes to a different message.</summary>
    public static bool IsUtf8Json(string? contentType) =>
        contentType is not null && Starts(contentType, "application/json") &&
        (!contentType.Contains("charset", StringComparison.OrdinalIgnoreCase) ||
            (MediaTypeHeaderValue.TryParse(contentType, out var type) && HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)));

    private static bool Is(HttpResponseMessage response, string mediaType) => Of(response) is { } type && Starts(type, mediaType);

    private static bool Starts(string value, string mediaType) =>
        value.StartsWith(mediaType, StringComparison.OrdinalIgnoreCase) &&
        (value.Length == mediaType.Length || value[mediaType.Length] is ';' or ' ' or '\t');
}
