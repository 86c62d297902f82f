using System.Text;
using FuncGateway.Policies.Text;

namespace FuncGateway.Core.Text;

/// <summary>Text of others inside messages with formatting: visible, as <see cref="VisibleText"/>, and without effect, so that it cannot become a link, a mention, an image or emphasis.</summary>
public static class Markup
{
    // Without an entry in this list a character has no meaning to the Markdown of adaptive cards, wherever it is.
    private const string Markdown = "\\`*_{}[]()<>#|~!&@";

    /// <summary>
    /// For a <c>plain_text</c> object of Slack, where only the three characters of its control sequences are read: links, mentions and <c>&lt;!channel&gt;</c> all begin with
    /// <c>&lt;</c>. Use no <c>mrkdwn</c> object for text of others, because its marks for emphasis and code cannot be escaped.
    /// </summary>
    public static string ForSlack(string? text, int maxLength = VisibleText.MaxLength) =>
        VisibleText.Of(text, maxLength).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>For a text of an adaptive card, which is read as Markdown.</summary>
    public static string ForTeams(string? text, int maxLength = VisibleText.MaxLength)
    {
        var visible = VisibleText.Of(text, maxLength);
        var escaped = new StringBuilder(visible.Length + 16);
        var isStart = true;
        foreach (var character in visible)
        {
            // At the start of a line these make a list or a heading; a number with a full stop makes a numbered list.
            if (Markdown.Contains(character, StringComparison.Ordinal) || (isStart && character is '-' or '+' or '=' or '.'))
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
            isStart &= character is ' ' || char.IsAsciiDigit(character);
        }

        return escaped.ToString();
    }
}
