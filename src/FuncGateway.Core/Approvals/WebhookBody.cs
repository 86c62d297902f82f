using System.Buffers;
using System.Globalization;
using System.Text.Json;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Text;
using FuncGateway.Core.Webhooks;
using FuncGateway.Policies.Text;

namespace FuncGateway.Core.Approvals;

/// <summary>Writes the body of a webhook. It never contains the arguments: more people read a chat than may decide, and the chat keeps its history.</summary>
internal static class WebhookBody
{
    private const int MaxFact = 400;
    private const string LinkLabel = "Look at the call and decide";

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
                    ChatMessage.WriteTeams(json, Title(approval, Markup.ForTeams), card => WriteFacts(card, approval), (LinkLabel, link));
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
        json.WriteString("contentHmac", subject.ContentHmac);
        if (approval.Before is { } before)
        {
            WriteRun(json, before);
        }

        json.WriteString("url", link);
    }

    private static void WriteRun(Utf8JsonWriter json, ApprovalRun before)
    {
        json.WriteStartObject("before");
        json.WriteString("approval", before.Approval.ToString());
        json.WriteString("decision", before.DecisionId);
        json.WriteString("sentAt", before.SentAt.UtcDateTime);
        json.WriteString("outcome", RunOutcomes.NameOf(before.Outcome));
        json.WriteBoolean("delivered", before.IsDelivered);
        json.WriteEndObject();
    }

    // Text of others is in plain_text objects. Only the line with our own link is mrkdwn.
    private static void WriteSlack(Utf8JsonWriter json, Approval approval, string link)
    {
        var title = Title(approval, Markup.ForSlack);
        ChatMessage.WriteSlack(json, title);
        json.WriteStartArray("blocks");
        WriteSection(json, "plain_text", $"{title}\n{string.Join('\n', Facts(approval).Select(fact => $"{fact.Name}: {Markup.ForSlack(fact.Value, MaxFact)}"))}");
        WriteSection(json, "mrkdwn", $"<{Markup.ForSlack(link, int.MaxValue)}|{LinkLabel}>");
        json.WriteEndArray();
    }

    private static void WriteSection(Utf8JsonWriter json, string type, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "section");
        json.WriteStartObject("text");
        json.WriteString("type", type);
        json.WriteString("text", text);
        json.WriteEndObject();
        json.WriteEndObject();
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
            json.WriteString("value", Markup.ForTeams(value, MaxFact));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Title(Approval approval, Func<string, int, string> plain) =>
        $"Approval needed: {plain(approval.Subject.Tool, VisibleText.MaxLength)} on {plain(approval.Subject.Server.Value, VisibleText.MaxLength)}";

    private static IEnumerable<(string Name, string Value)> Facts(Approval approval)
    {
        yield return ("Asked by", approval.Subject.GrantLabel);
        yield return ("Rule", approval.Subject.Rule);
        yield return ("Until", approval.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        yield return ("Id", approval.Id.ToString());
        if (approval.Before is { } before)
        {
            yield return ("Ran before", RunOutcomes.Sentence(before));
        }
    }
}
