using Microsoft.Net.Http.Headers;

namespace FuncGateway.Gateway.Relay;

internal static class MediaTypes
{
    public const string EventStream = "text/event-stream";

    public static bool IsEventStream(HttpResponseMessage response) => Is(response, EventStream);

    public static bool IsJson(HttpResponseMessage response) => Is(response, "application/json");

    public static bool IsJson(string? contentType) => contentType is not null && Starts(contentType, "application/json");

    private static bool Is(HttpResponseMessage response, string mediaType) =>
        response.Content.Headers.NonValidated.TryGetValues(HeaderNames.ContentType, out var values) && Starts(values.ToString(), mediaType);

    private static bool Starts(string value, string mediaType) =>
        value.StartsWith(mediaType, StringComparison.OrdinalIgnoreCase) &&
        (value.Length == mediaType.Length || value[mediaType.Length] is ';' or ' ' or '\t');
}
