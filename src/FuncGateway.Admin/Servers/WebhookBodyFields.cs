using System.Text.Json;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;

namespace FuncGateway.Admin.Servers;

/// <summary>Reads the webhook in the request body of a server.</summary>
internal static class WebhookBodyFields
{
    private const string Field = "approvalWebhook";
    private const string AcceptedUrl = "an https URL of at most 2048 characters, '@secret:NAME' of a secret that contains one, or '(set)' to keep the stored one";
    private const string AcceptedSecret = "'@secret:NAME' of a secret that contains base64 of at least 24 bytes, optionally prefixed with 'whsec_'; absent for no signature";
    private const string AcceptedFormat = "json, slack or teams";
    private static readonly string[] Known = ["url", "secret", "format"];

    /// <summary>Returns null if the server has no webhook of its own. Problems are added to <paramref name="fields"/>.</summary>
    public static WebhookTarget? Read(BodyFields fields, Server? stored, UpstreamAddressGuard guard)
    {
        if (!fields.Has(Field) || fields.Texts(Field, "an object with url, secret and format") is not { Count: > 0 } texts)
        {
            return null;
        }

        foreach (var unknown in texts.Keys.Except(Known))
        {
            fields.Refuse($"The field is unknown. Accepted: {string.Join(", ", Known)}.", Field, unknown);
        }

        var format = texts.GetValueOrDefault("format", "json");
        if (!TryFormat(format, out var parsed))
        {
            fields.Refuse($"The value is '{format}'. Accepted: {AcceptedFormat}.", Field, "format");
        }

        var secret = texts.GetValueOrDefault("secret");
        if (secret is not null && !SecretReference.TryParse(secret, out _))
        {
            fields.Refuse($"The value does not name a secret. Accepted: {AcceptedSecret}.", Field, "secret");
        }

        return new WebhookTarget(ReadUrl(texts.GetValueOrDefault("url"), fields, stored, guard), secret, parsed);
    }

    public static string NameOf(WebhookFormat format) => JsonNamingPolicy.CamelCase.ConvertName(format.ToString());

    private static string ReadUrl(string? written, BodyFields fields, Server? stored, UpstreamAddressGuard guard)
    {
        var url = written == ServerView.Set ? stored?.ApprovalWebhook?.Url : written;
        if (SecretReference.TryParse(url, out var reference))
        {
            return reference.ToString();
        }

        // The message does not repeat the text, because the URL of a chat webhook is a credential.
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            fields.Refuse($"The URL is missing or not absolute. Accepted: {AcceptedUrl}.", Field, "url");
            return "";
        }

        if (address.AbsoluteUri.Length > ServerBody.MaxUrl)
        {
            fields.Refuse($"The URL has {address.AbsoluteUri.Length} characters. Accepted: {AcceptedUrl}.", Field, "url");
        }

        if (guard.Check(address) is { } wrong)
        {
            fields.Refuse(wrong, Field, "url");
        }

        return address.AbsoluteUri;
    }

    private static bool TryFormat(string name, out WebhookFormat format)
    {
        format = Enum.GetValues<WebhookFormat>().FirstOrDefault(each => NameOf(each) == name);
        return NameOf(format) == name;
    }
}
