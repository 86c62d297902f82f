using System.Diagnostics.CodeAnalysis;
using FuncGateway.Admin.Http;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Servers;

/// <summary>The request body that creates or replaces a server.</summary>
/// <param name="UpstreamUrl">https, or http on loopback if that is allowed. The query <c>?(set)</c> keeps the stored one.</param>
/// <param name="Headers">Sent upstream with every request. A value is literal or <c>@secret:NAME</c>; <c>(set)</c> keeps the stored value.</param>
/// <param name="ApprovalWebhook">Webhook that is notified of approvals; the gateway's own if absent.</param>
internal sealed record ServerBody(string Name, string UpstreamUrl, IReadOnlyDictionary<string, string>? Headers = null, WebhookView? ApprovalWebhook = null)
{
    public const int MaxBytes = 64 * 1024;
    private const int MaxName = 100;
    public const int MaxUrl = 2048;
    private static readonly string[] Known = ["name", "upstreamUrl", "headers", "approvalWebhook"];

    public static bool TryRead(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out ServerBody? body, [NotNullWhen(true)] out BodyFields? fields, [NotNullWhen(false)] out IResult? refusal)
    {
        body = null;
        if (!BodyFields.TryParse(json, Known, out fields, out refusal))
        {
            return false;
        }

        body = new ServerBody(fields.Label("name", MaxName), Url(fields), fields.Texts("headers", "an object of header names and values"));
        return true;
    }

    private static string Url(BodyFields fields)
    {
        var accepted = $"an absolute https URL of at most {MaxUrl} characters";
        var url = fields.Text("upstreamUrl", accepted);
        if (url.Length > MaxUrl)
        {
            fields.Refuse($"The URL has {url.Length} characters. Accepted: {accepted}.", "upstreamUrl");
            return "";
        }

        return url;
    }
}
