using System.Buffers;
using System.Globalization;
using System.Text.Json;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Approvals;

/// <summary>Writes the body of a webhook. It never contains the arguments: more people read a chat than may decide, and the chat keeps its history.</summary>
internal static class WebhookBody
{
    public static ReadOnlyMemory<byte> Write(WebhookFormat format, Approval approval, string link, DateTimeOffset now)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            switch (format)
            {
                case WebhookFormat.Slack:
                    WriteSlack(json, approval, link);
                    break;
                case WebhookFormat.Teams:
                    WriteTeams(json, approval, link);
                    break;
                default:
                    WriteOwn(json, approval, link, now);
                    break;
            }

            json.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    private static void WriteOwn(Utf8JsonWriter json, Approval approval, string link, DateTimeOffset now)
    {
        var subject = approval.Subject;
        json.WriteString("event", "approval.pending");
        json.WriteString("id", approval.Id.ToString());
        json.WriteString("sentAt", now.UtcDateTime);
        json.WriteString("createdAt", approval.CreatedAt.UtcDateTime);
        json.WriteString("expiresAt", approval.ExpiresAt.UtcDateTime);
        json.WriteString("server", subject.Server.Value);
        json.WriteString("tool", subject.Tool);
        json.WriteString("grant", subject.Grant.Value);
        json.WriteString("grantLabel", subject.GrantLabel);
        json.WriteString("policy", subject.Policy.Value);
        json.WriteNumber("policyRevision", subject.PolicyRevision);
        json.WriteString("rule", subject.Rule);
        json.WriteString("argumentsSha256", subject.ArgumentsSha256);
        json.WriteString("url", link);
    }

    private static void WriteSlack(Utf8JsonWriter json, Approval approval, string link)
    {
        json.WriteString("text", Title(approval, SlackText));
        json.WriteStartArray("blocks");
        json.WriteStartObject();
        json.WriteString("type", "section");
        json.WriteStartObject("text");
        json.WriteString("type", "mrkdwn");
        json.WriteString("text", $"*{Title(approval, SlackText)}*\n{string.Join('\n', Facts(approval).Select(fact => $"{fact.Name}: {SlackText(fact.Value)}"))}\n<{SlackText(link)}|Look at the arguments and decide>");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteTeams(Utf8JsonWriter json, Approval approval, string link)
    {
        json.WriteString("type", "message");
        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
        json.WriteStartObject("content");
        json.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        json.WriteString("type", "AdaptiveCard");
        json.WriteString("version", "1.4");
        json.WriteStartArray("body");
        json.WriteStartObject();
        json.WriteString("type", "TextBlock");
        json.WriteString("weight", "Bolder");
        json.WriteBoolean("wrap", true);
        json.WriteString("text", Title(approval, TeamsText));
        json.WriteEndObject();
        WriteFacts(json, approval);
        json.WriteEndArray();
        json.WriteStartArray("actions");
        json.WriteStartObject();
        json.WriteString("type", "Action.OpenUrl");
        json.WriteString("title", "Look at the arguments and decide");
        json.WriteString("url", link);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteFacts(Utf8JsonWriter json, Approval approval)
    {
        json.WriteStartObject();
        json.WriteString("type", "FactSet");
        json.WriteStartArray("facts");
        foreach (var (name, value) in Facts(approval))
        {
            json.WriteStartObject();
            json.WriteString("title", name);
            json.WriteString("value", TeamsText(value));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Title(Approval approval, Func<string, string> plain) =>
        $"Approval needed: {plain(approval.Subject.Tool)} on {plain(approval.Subject.Server.Value)}";

    private static IEnumerable<(string Name, string Value)> Facts(Approval approval) =>
    [
        ("Asked by", approval.Subject.GrantLabel),
        ("Rule", approval.Subject.Rule),
        ("Until", approval.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
        ("Id", approval.Id.ToString()),
    ];

    // Tool names are chosen by agents and must not turn into mentions or links.
    private static string SlackText(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string TeamsText(string text) =>
        string.Concat(text.Select(character => character is '[' or ']' or '*' or '_' or '`' or '\\' or '<' or '#' ? $"\\{character}" : $"{character}"));
}
