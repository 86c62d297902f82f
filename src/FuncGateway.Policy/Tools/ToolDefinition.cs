using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace FuncGateway.Policies.Tools;

/// <summary>A tool as its server defines it.</summary>
public sealed record ToolDefinition(string Name)
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>A copy that owns its memory; null if absent.</summary>
    public JsonElement? InputSchema { get; init; }

    /// <inheritdoc cref="InputSchema"/>
    public JsonElement? OutputSchema { get; init; }

    public ToolHints Hints { get; init; } = new();

    /// <summary>
    /// Reads one entry of <c>tools</c>. Returns false with a sentence about the problem if it is not an object with a usable name. Other members of the
    /// wrong kind count as absent. Never throws.
    /// </summary>
    public static bool TryRead(JsonElement entry, [NotNullWhen(true)] out ToolDefinition? tool, [NotNullWhen(false)] out string? problem)
    {
        (tool, problem) = entry.ValueKind != JsonValueKind.Object
            ? (null, $"found {KindOf(entry)}; accepted: an object with a name")
            : ReadName(entry);
        tool = tool is null ? null : Complete(tool, entry);
        return tool is not null;
    }

    private static (ToolDefinition? Tool, string? Problem) ReadName(JsonElement entry)
    {
        const string Accepted = "a name of at least one character";
        if (JsonMembers.Find(entry, "name") is not { } name)
        {
            return (null, $"found no name; accepted: {Accepted}");
        }

        return name.ValueKind != JsonValueKind.String ? (null, $"found {KindOf(name)} as the name; accepted: {Accepted}")
            : JsonMembers.TextOf(name) is not { } text ? (null, "found a name with half of a surrogate pair; accepted: Unicode text")
            : text.Length == 0 ? (null, $"found an empty name; accepted: {Accepted}")
            : (new ToolDefinition(text), null);
    }

    private static ToolDefinition Complete(ToolDefinition tool, JsonElement entry)
    {
        var hints = JsonMembers.FindObject(entry, "annotations");
        return tool with
        {
            Title = JsonMembers.FindText(entry, "title") ?? JsonMembers.FindText(hints, "title"),
            Description = JsonMembers.FindText(entry, "description"),
            InputSchema = JsonMembers.FindObject(entry, "inputSchema")?.Clone(),
            OutputSchema = JsonMembers.FindObject(entry, "outputSchema")?.Clone(),
            Hints = new ToolHints(
                JsonMembers.FindFlag(hints, "readOnlyHint"),
                JsonMembers.FindFlag(hints, "destructiveHint"),
                JsonMembers.FindFlag(hints, "idempotentHint"),
                JsonMembers.FindFlag(hints, "openWorldHint")),
        };
    }

    private static string KindOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        JsonValueKind.Undefined => "nothing",
        _ => "a boolean",
    };
}
