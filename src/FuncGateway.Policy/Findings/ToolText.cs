using System.Globalization;
using System.Text.Json;
using FuncGateway.Policies.Text;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Findings;

/// <summary>What a text of a definition is for.</summary>
internal enum TextKind
{
    /// <summary>A title or description: written for the model.</summary>
    Prose,

    /// <summary>A name, default, example or accepted value.</summary>
    Value,
}

/// <summary>A text of a definition that an agent sees.</summary>
/// <param name="Text">At most <see cref="MaxLength"/> characters.</param>
internal sealed record ToolText(string Where, TextKind Kind, string Text)
{
    public const int MaxLength = 20_000;

    private const int MaxTexts = 2_000;
    private const int MaxDepth = 24;

    /// <summary>The texts of a tool, those of its schemas included: at most 2,000, and at most 24 levels deep.</summary>
    public static IReadOnlyList<ToolText> Of(ToolDefinition tool)
    {
        var texts = new List<ToolText>();
        Add(texts, "name", TextKind.Value, tool.Name);
        Add(texts, "title", TextKind.Prose, tool.Title);
        Add(texts, "description", TextKind.Prose, tool.Description);
        Walk(texts, "inputSchema", "", tool.InputSchema, 0);
        Walk(texts, "outputSchema", "", tool.OutputSchema, 0);
        return texts;
    }

    private static void Walk(List<ToolText> texts, string where, string key, JsonElement? value, int depth)
    {
        if (value is not { } element || depth > MaxDepth || texts.Count >= MaxTexts)
        {
            return;
        }

        Add(texts, where, key is "description" or "title" or "$comment" ? TextKind.Prose : TextKind.Value, key is "$schema" or "$ref" or "$id" ? null : JsonMembers.TextOf(element));
        foreach (var (name, member) in JsonMembers.Members(element))
        {
            if (texts.Count >= MaxTexts)
            {
                return;
            }

            if (key is "properties" or "$defs")
            {
                Add(texts, where, TextKind.Value, name);
            }

            Walk(texts, $"{where}/{VisibleText.Of(name)}", name, member, depth + 1);
        }

        var index = 0;
        foreach (var each in JsonMembers.Elements(element).Take(MaxTexts - Math.Min(MaxTexts, texts.Count)))
        {
            Walk(texts, string.Create(CultureInfo.InvariantCulture, $"{where}/{index++}"), key, each, depth + 1);
        }
    }

    private static void Add(List<ToolText> texts, string where, TextKind kind, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            texts.Add(new ToolText(where, kind, text.Length > MaxLength ? text[..MaxLength] : text));
        }
    }
}
