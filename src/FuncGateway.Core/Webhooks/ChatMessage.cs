using System.Text.Json;

namespace FuncGateway.Core.Webhooks;

/// <summary>Writes what all messages to a chat have in common. Text of others must have been escaped for it; see <c>Markup</c>.</summary>
internal static class ChatMessage
{
    /// <summary>Writes members of a Slack message: its text, which is shown as it is, without links or mentions.</summary>
    public static void WriteSlack(Utf8JsonWriter json, string text)
    {
        json.WriteString("text", text);
        json.WriteBoolean("mrkdwn", false);
        json.WriteBoolean("link_names", false);
        json.WriteString("parse", "none");
    }

    /// <summary>Writes the members of a Teams message: an adaptive card.</summary>
    /// <param name="writeRest">Writes the elements of the card after its text.</param>
    /// <param name="link">A label and a URL, shown as a button.</param>
    public static void WriteTeams(Utf8JsonWriter json, string text, Action<Utf8JsonWriter>? writeRest = null, (string Label, string Url)? link = null)
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
        json.WriteString("text", text);
        json.WriteEndObject();
        writeRest?.Invoke(json);
        json.WriteEndArray();
        if (link is { } button)
        {
            json.WriteStartArray("actions");
            json.WriteStartObject();
            json.WriteString("type", "Action.OpenUrl");
            json.WriteString("title", button.Label);
            json.WriteString("url", button.Url);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
