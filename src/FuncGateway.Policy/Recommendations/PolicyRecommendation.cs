using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Policies.Recommendations;

/// <summary>Recommends a policy for what a server offers: everything is denied except what the preset allows, each rule with its reason.</summary>
public static class PolicyRecommendation
{
    private const int MaxReasonLength = 300;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Returns the document as UTF-8 JSON. <see cref="PolicyReader"/> accepts it without a problem or warning, whatever the names are: what cannot be
    /// written as a rule, and what exceeds the size of a document, is left out and named in its description.
    /// </summary>
    /// <param name="resourceUris">The resources that the server lists. Reading them is allowed.</param>
    /// <param name="templateUris">The URI templates that the server lists. Reading what they can produce is allowed.</param>
    /// <param name="prompts">The prompts that the server lists. Getting them is allowed.</param>
    public static byte[] Write(
        Preset preset,
        IReadOnlyList<ClassifiedTool> tools,
        IReadOnlyList<string> resourceUris,
        IReadOnlyList<string> templateUris,
        IReadOnlyList<string> prompts)
    {
        var leftOut = new LeftOut();
        var selection = new EntrySelection(preset, leftOut);
        selection.AddTools(tools);
        selection.AddResources(resourceUris, templateUris);
        selection.AddPrompts(prompts);
        return WriteFitting(preset, selection.InOrderOfNeed, leftOut.Sentences());
    }

    /// <summary>Returns the rule of one tool as UTF-8 JSON, or null if the preset hides the tool or its name cannot be that of a rule.</summary>
    public static byte[]? WriteRule(Preset preset, ClassifiedTool tool)
    {
        if (!RecommendedRule.Exists(preset, tool) || RuleName.FindFault(tool.Name) is not null)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            RecommendedRule.Write(json, preset, tool, ReasonOf(tool));
        }

        return buffer.WrittenSpan.ToArray();
    }

    // The number of rules is bounded, and so is the size. The largest number of entries that fits is searched for by halving.
    private static byte[] WriteFitting(Preset preset, IReadOnlyList<RecommendedEntry> entries, string leftOut)
    {
        var (fits, tooMany) = (0, entries.Count + 1);
        for (var count = entries.Count; fits + 1 < tooMany; count = (fits + tooMany) / 2)
        {
            if (Fits(entries.Take(count), WriteFirst(preset, entries, count, leftOut).Length))
            {
                fits = count;
            }
            else
            {
                tooMany = count;
            }
        }

        return WriteFirst(preset, entries, fits, leftOut);
    }

    private static bool Fits(IEnumerable<RecommendedEntry> entries, int bytes) =>
        bytes <= PolicyReader.MaxDocumentBytes && entries.Count(entry => entry.Kind != EntryKind.Hidden) <= DocumentCaps.MaxRules;

    private static byte[] WriteFirst(Preset preset, IReadOnlyList<RecommendedEntry> entries, int count, string leftOut)
    {
        var written = entries.Take(count).ToArray();
        var excess = new LeftOut();
        foreach (var entry in entries.Skip(count))
        {
            excess.Add("a policy document can hold no more", entry.Name);
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteString("version", "1");
            json.WriteString("description", $"Recommended by the preset {Presets.NameOf(preset)}. What is not listed is refused.{ErrorsOf(written)}{leftOut}{excess.Sentences()}");
            json.WriteString("default", "deny");
            json.WriteString("list", "allowed");
            WriteHidden(json, written);
            WriteSection(json, "tools", EntryKind.Rule, preset, written);
            WriteSection(json, "resources", EntryKind.Resource, preset, written);
            WriteSection(json, "prompts", EntryKind.Prompt, preset, written);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    // A hidden name has no description of its own.
    private static string ErrorsOf(RecommendedEntry[] entries) => string.Concat(entries
        .Where(entry => entry.Tool.ErrorCodes.Count > 0)
        .GroupBy(entry => string.Join(", ", entry.Tool.ErrorCodes), entry => entry.Name)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $" Hidden because of {group.Key}, until a person has explained it: {QuotedNames.Of([.. group])}."));

    private static void WriteHidden(Utf8JsonWriter json, RecommendedEntry[] entries)
    {
        if (!Array.Exists(entries, entry => entry.Kind == EntryKind.Hidden))
        {
            return;
        }

        json.WriteStartArray("hide");
        foreach (var entry in entries.Where(entry => entry.Kind == EntryKind.Hidden))
        {
            json.WriteStringValue(entry.Name);
        }

        json.WriteEndArray();
    }

    private static void WriteSection(Utf8JsonWriter json, string name, EntryKind kind, Preset preset, RecommendedEntry[] entries)
    {
        if (!Array.Exists(entries, entry => entry.Kind == kind))
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var entry in entries.Where(entry => entry.Kind == kind))
        {
            json.WritePropertyName(entry.Name);
            RecommendedRule.Write(json, preset, entry.Tool, ReasonOf(entry.Tool));
        }

        json.WriteEndObject();
    }

    // Cut, and with half of a surrogate pair replaced.
    private static string ReasonOf(ClassifiedTool tool)
    {
        var reason = tool.Reason.Length > MaxReasonLength ? string.Concat(tool.Reason.AsSpan(0, MaxReasonLength), "…") : tool.Reason;
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(reason));
    }
}
