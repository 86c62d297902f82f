using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Recordings;
using FuncGateway.Core.Servers;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Admin.Servers;

/// <summary>The request body that creates or replaces a server.</summary>
/// <param name="UpstreamUrl">https, or http on loopback if that is allowed. The query <c>?(set)</c> keeps the stored one.</param>
/// <param name="Headers">Sent upstream with every request. A value is literal or <c>@secret:NAME</c>; <c>(set)</c> keeps the stored value.</param>
/// <param name="ApprovalWebhook">Webhook that is notified of approvals; the gateway's own if absent.</param>
/// <param name="OnChange">What happens when the definition of a tool differs from the accepted one: <c>notify</c>, or <c>hide</c> until it is accepted. If absent, the stored value stays; <c>notify</c> for a new server.</param>
/// <param name="Trusted">Whether the hints of its tools may lower their class. Default: false.</param>
/// <param name="RecordArguments"><c>sealed</c>: the arguments of its calls are kept, encrypted, for replays; <c>none</c>: they are not. If absent, the stored value stays; <c>none</c> for a new server.</param>
/// <param name="RecordArgumentsDays">For how many days, 1 to 30. Default: 7.</param>
internal sealed record ServerBody(
    string Name, string UpstreamUrl, IReadOnlyDictionary<string, string>? Headers = null, WebhookView? ApprovalWebhook = null, OnToolChange? OnChange = null, bool Trusted = false,
    ArgumentRecording? RecordArguments = null, int? RecordArgumentsDays = null)
{
    public const int MaxBytes = 64 * 1024;
    private const int MaxName = 100;
    public const int MaxUrl = 2048;
    private static readonly string[] Known = ["name", "upstreamUrl", "headers", "approvalWebhook", "onChange", "trusted", "recordArguments", "recordArgumentsDays"];

    public static bool TryRead(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out ServerBody? body, [NotNullWhen(true)] out BodyFields? fields, [NotNullWhen(false)] out IResult? refusal)
    {
        body = null;
        if (!BodyFields.TryParse(json, Known, out fields, out refusal))
        {
            return false;
        }

        body = new ServerBody(fields.Label("name", MaxName), Url(fields), fields.Texts("headers", "an object of header names and values"))
        {
            OnChange = OnChangeOf(fields),
            Trusted = fields.FlagOrFalse("trusted"),
            RecordArguments = RecordingOf(fields),
            RecordArgumentsDays = DaysOf(fields),
        };
        return true;
    }

    private static OnToolChange? OnChangeOf(BodyFields fields)
    {
        const string Accepted = "notify or hide";
        if (!fields.Has("onChange"))
        {
            return null;
        }

        var text = fields.Text("onChange", Accepted);
        if (text is not ("notify" or "hide" or ""))
        {
            fields.Refuse($"The value is '{text}'. Accepted: {Accepted}.", "onChange");
        }

        return text == "hide" ? OnToolChange.Hide : OnToolChange.Notify;
    }

    private static ArgumentRecording? RecordingOf(BodyFields fields)
    {
        const string Accepted = "none or sealed";
        if (!fields.Has("recordArguments"))
        {
            return null;
        }

        var text = fields.Text("recordArguments", Accepted);
        if (text is not ("none" or "sealed" or ""))
        {
            fields.Refuse($"The value is '{text}'. Accepted: {Accepted}.", "recordArguments");
        }

        return text == "sealed" ? ArgumentRecording.Sealed : ArgumentRecording.None;
    }

    private static int? DaysOf(BodyFields fields)
    {
        if (fields.Find("recordArgumentsDays") is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var days) && days is >= 1 and <= RecordingOptions.MaxDays)
        {
            return days;
        }

        fields.Refuse($"The value is not accepted. Accepted: a whole number of days from 1 to {RecordingOptions.MaxDays}.", "recordArgumentsDays");
        return null;
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

/// <summary>Whether the arguments of a server's calls are recorded.</summary>
internal enum ArgumentRecording
{
    None,

    /// <summary>Encrypted.</summary>
    Sealed,
}
