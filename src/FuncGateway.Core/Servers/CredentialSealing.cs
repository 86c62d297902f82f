using System.Text;
using FuncGateway.Core.Secrets;

namespace FuncGateway.Core.Servers;

/// <summary>
/// Encrypts the credentials that are stored with a server: literal header values, the query of the upstream URL, and the URL of its webhook. A sealed value
/// is text that starts with <see cref="Prefix"/>. Rows of earlier releases contain plain values; they are still read, and are sealed when the server is saved again.
/// </summary>
public sealed class CredentialSealing(KeyMaterial key)
{
    public const string Prefix = "@sealed:";
    private readonly Sealing _sealing = new(key, "funcgateway server credentials 1");

    public static bool IsSealed(string? text) => text?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>Whether the query of the URL is sealed.</summary>
    public static bool IsSealed(Uri url) => IsSealed(QueryOf(url));

    /// <summary>Returns the server as it is stored: values that are neither sealed nor references to secrets are sealed.</summary>
    /// <exception cref="StoreUnavailableException">There is no key.</exception>
    public async Task<Server> SealAsync(Server server, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(server.Headers.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in server.Headers)
        {
            headers[name] = await SealAsync(PlaceOf(server, name), value, cancellationToken);
        }

        var webhook = server.ApprovalWebhook is { } target ? target with { Url = await SealAsync(WebhookPlaceOf(server), target.Url, cancellationToken) } : null;
        return server with { UpstreamUrl = await SealQueryAsync(server, cancellationToken), Headers = headers, ApprovalWebhook = webhook };
    }

    /// <summary>Returns the server with the query of its upstream URL opened; null if it was sealed with another key or for another server or address.</summary>
    /// <exception cref="StoreUnavailableException">There is no key.</exception>
    public async ValueTask<Server?> OpenQueryAsync(Server server, CancellationToken cancellationToken) =>
        !IsSealed(server.UpstreamUrl) ? server
        : await OpenAsync(QueryPlaceOf(server), QueryOf(server.UpstreamUrl), cancellationToken) is { } query ? server with { UpstreamUrl = WithQuery(server.UpstreamUrl, query) }
        : null;

    /// <summary>Returns the value of a sealed header; null if it was sealed with another key or for another server, upstream or header.</summary>
    /// <exception cref="StoreUnavailableException">There is no key.</exception>
    public ValueTask<string?> OpenHeaderAsync(Server server, string name, CancellationToken cancellationToken) =>
        OpenAsync(PlaceOf(server, name), server.Headers[name], cancellationToken);

    /// <summary>Returns the webhook with its URL opened; unchanged if the URL is not sealed or cannot be opened.</summary>
    /// <exception cref="StoreUnavailableException">There is no key.</exception>
    public async ValueTask<WebhookTarget?> OpenWebhookAsync(Server server, CancellationToken cancellationToken) =>
        server.ApprovalWebhook is { } target && IsSealed(target.Url) && await OpenAsync(WebhookPlaceOf(server), target.Url, cancellationToken) is { } url
            ? target with { Url = url }
            : server.ApprovalWebhook;

    // Includes the upstream's origin, so that write access to the rows is not enough to send a credential to another upstream.
    private static string PlaceOf(Server server, string header) =>
        $"{server.Id}\n{server.UpstreamUrl.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}\n{header.ToLowerInvariant()}";

    private static string QueryPlaceOf(Server server) => $"{server.Id}\n{server.UpstreamUrl.GetLeftPart(UriPartial.Path)}\nupstream query";

    private static string WebhookPlaceOf(Server server) => $"{server.Id}\napproval webhook";

    private static string QueryOf(Uri url) => url.Query.Length > 1 ? url.Query[1..] : "";

    private static Uri WithQuery(Uri url, string query) => new($"{url.GetLeftPart(UriPartial.Path)}?{query}{url.Fragment}");

    private async ValueTask<Uri> SealQueryAsync(Server server, CancellationToken cancellationToken)
    {
        var query = QueryOf(server.UpstreamUrl);
        return query.Length == 0 || IsSealed(query)
            ? server.UpstreamUrl
            : WithQuery(server.UpstreamUrl, await SealTextAsync(QueryPlaceOf(server), query, cancellationToken));
    }

    private async ValueTask<string> SealAsync(string place, string value, CancellationToken cancellationToken) =>
        IsSealed(value) || SecretReference.TryParse(value, out _)
            ? value
            : await SealTextAsync(place, value, cancellationToken);

    private async ValueTask<string> SealTextAsync(string place, string value, CancellationToken cancellationToken) =>
        Prefix + Convert.ToBase64String(await _sealing.SealAsync(place, Encoding.UTF8.GetBytes(value), cancellationToken));

    private async ValueTask<string?> OpenAsync(string place, string text, CancellationToken cancellationToken)
    {
        var content = new byte[text.Length];
        return Convert.TryFromBase64String(text[Prefix.Length..], content, out var length) && await _sealing.OpenAsync(place, content.AsMemory(0, length), cancellationToken) is { } value
            ? Encoding.UTF8.GetString(value)
            : null;
    }
}
