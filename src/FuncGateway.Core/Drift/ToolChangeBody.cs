using System.Buffers;
using System.Text.Json;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Text;
using FuncGateway.Core.Webhooks;
using FuncGateway.Policies.Text;

namespace FuncGateway.Core.Drift;

/// <summary>Writes the body of the webhook that tells people of a new or changed tool. It contains nothing of the definition, which may be written to mislead its readers.</summary>
internal static class ToolChangeBody
{
    public const string ChangedEvent = "tool.changed";
    public const string AddedEvent = "tool.added";

    public static ReadOnlyMemory<byte> Write(WebhookFormat format, string id, ToolNotice notice, bool isHidden, DateTimeOffset now)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            switch (format)
            {
                case WebhookFormat.Slack:
                    ChatMessage.WriteSlack(json, Sentence(notice, isHidden, Markup.ForSlack));
                    break;
                case WebhookFormat.Teams:
                    ChatMessage.WriteTeams(json, Sentence(notice, isHidden, Markup.ForTeams));
                    break;
                default:
                    json.WriteString("event", notice.IsNew ? AddedEvent : ChangedEvent);
                    json.WriteString("id", id);
                    json.WriteString("sentAt", now.UtcDateTime);
                    json.WriteString("server", notice.Server.Value);
                    json.WriteString("tool", notice.Tool);
                    json.WriteString("fingerprint", notice.Fingerprint);
                    json.WriteBoolean("hidden", isHidden);
                    break;
            }

            json.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    private static string Sentence(ToolNotice notice, bool isHidden, Func<string, int, string> escape) =>
        notice.IsNew
            ? $"{notice.Server} has a new tool, {escape(notice.Tool, VisibleText.MaxLength)}, whose definition nobody has accepted. A policy that denies by default refuses it until a rule names it."
            : $"The definition of the tool {escape(notice.Tool, VisibleText.MaxLength)} of {notice.Server} has changed, and nobody has accepted the new one. "
                + (isHidden ? "The tool is hidden until its definition is accepted." : "Agents can still call it.");
}
