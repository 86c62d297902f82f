using System.Buffers;
using System.Text.Json;
using FuncGateway.Core.Servers;
using FuncGateway.Core.Text;

namespace FuncGateway.Core.Webhooks;

/// <summary>Sends a message that says that it is a test, in the format of the webhook and signed like all others.</summary>
public sealed class WebhookTest(WebhookSender sender, TimeProvider time)
{
    public const string Event = "webhook.test";

    /// <summary>Returns null if the webhook accepted the message, otherwise a sentence that says why not, without the URL.</summary>
    /// <param name="by">Who sends the test, as named by the sign-in.</param>
    public Task<string?> SendAsync(WebhookTarget target, string by, CancellationToken cancellationToken)
    {
        var id = $"test-{Ulid.NewUlid(time.GetUtcNow())}";
        return sender.PostAsync(target, id, (format, now) => Write(format, id, by, now), cancellationToken);
    }

    private static ReadOnlyMemory<byte> Write(WebhookFormat format, string id, string by, DateTimeOffset now)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            switch (format)
            {
                case WebhookFormat.Slack:
                    ChatMessage.WriteSlack(json, Sentence(Markup.ForSlack(by)));
                    break;
                case WebhookFormat.Teams:
                    ChatMessage.WriteTeams(json, Sentence(Markup.ForTeams(by)));
                    break;
                default:
                    json.WriteString("event", Event);
                    json.WriteString("id", id);
                    json.WriteString("sentAt", now.UtcDateTime);
                    json.WriteString("by", by);
                    json.WriteString("text", Sentence(by));
                    break;
            }

            json.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    private static string Sentence(string by) => $"This is a test message of FuncGateway, sent by {by}. There is nothing to decide.";
}
