using System.Text.Json;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Webhooks;

namespace FuncGateway.Admin.Servers;

/// <summary>Reads the webhook in the request body of a server. Problems are added to the fields.</summary>
internal sealed class WebhookBodyFields(BodyFields fields, UpstreamAddressGuard guard, UpstreamSecrets secrets)
{
    private const string Field = "approvalWebhook";
    private const string AcceptedFormat = "json, slack or teams";
    private static readonly string[] Known = ["url", "secret", "format"];

    private string AcceptedUrl => $"an https URL of at most {ServerBody.MaxUrl} characters, '{secrets.Accepted}' of a secret that contains one, or '{ServerView.Set}' to keep the stored one";

    private string AcceptedSecret => $"'{secrets.Accepted}' of a secret that contains base64 of at least {WebhookSignature.MinBytes} bytes, optionally prefixed with '{WebhookSignature.SecretPrefix}'; absent for no signature";

    public static string NameOf(WebhookFormat format) => JsonNamingPolicy.CamelCase.ConvertName(format.ToString());

    /// <summary>Returns null if the server has no webhook of its own.</summary>
    public async Task<WebhookTarget?> ReadAsync(Server? stored, CancellationToken cancellationToken)
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
        await CheckSecretAsync(secret, cancellationToken);
        return new WebhookTarget(await ReadUrlAsync(texts.GetValueOrDefault("url"), stored, cancellationToken), secret, parsed);
    }

    private async Task CheckSecretAsync(string? secret, CancellationToken cancellationToken)
    {
        if (secret is null)
        {
            return;
        }

        if (!SecretReference.TryParse(secret, out var reference))
        {
            fields.Refuse($"The value does not name a secret. Accepted: {AcceptedSecret}.", Field, "secret");
        }
        else if (secrets.WhatIsWrong(reference) is { } wrong)
        {
            fields.Refuse(wrong, Field, "secret");
        }
        else if (await secrets.FindAsync(reference.Name, cancellationToken) is { } value && !WebhookSignature.IsKey(value))
        {
            fields.Refuse($"The secret '{reference.Name}' does not contain a signing key. Accepted: {AcceptedSecret}.", Field, "secret");
        }
    }

    private async Task<string> ReadUrlAsync(string? written, Server? stored, CancellationToken cancellationToken)
    {
        var url = written == ServerView.Set ? stored?.ApprovalWebhook?.Url : written;
        if (written == ServerView.Set && CredentialSealing.IsSealed(url))
        {
            return url ?? "";
        }

        if (!SecretReference.TryParse(url, out var reference))
        {
            return await CheckUrlAsync(url, "The URL is missing or not absolute.", cancellationToken) ?? "";
        }

        if (secrets.WhatIsWrong(reference) is { } wrong)
        {
            fields.Refuse(wrong, Field, "url");
        }
        else if (await secrets.FindAsync(reference.Name, cancellationToken) is { } value)
        {
            await CheckUrlAsync(value, $"The secret '{reference.Name}' does not contain an absolute URL.", cancellationToken);
        }

        return reference.ToString();
    }

    // The messages do not repeat the text, because the URL of a chat webhook is a credential.
    private async Task<string?> CheckUrlAsync(string? url, string ifNone, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            fields.Refuse($"{ifNone} Accepted: {AcceptedUrl}.", Field, "url");
            return null;
        }

        if (address.AbsoluteUri.Length > ServerBody.MaxUrl)
        {
            fields.Refuse($"The URL has {address.AbsoluteUri.Length} characters. Accepted: {AcceptedUrl}.", Field, "url");
        }

        if (await guard.CheckAsync(address, cancellationToken) is { } wrong)
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
