using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace FuncGateway.Policies.Tools;

/// <summary>Compares two definitions of a tool, as their server lists them.</summary>
public static class ToolComparison
{
    private const int MaxShown = 200;

    // A hostile definition is compared as far as a person would read the differences.
    private const int MaxDifferences = 100;

    /// <summary>Returns the differences in the order of the definition; empty if what a model is shown is the same.</summary>
    /// <param name="before">A JSON object; null if the tool was added.</param>
    /// <param name="after">A JSON object; null if the tool was removed.</param>
    public static IReadOnlyList<ToolDifference> Compare(string tool, JsonElement? before, JsonElement? after)
    {
        if (before is not { } old || after is not { } now)
        {
            return [new(tool, before is null ? ToolChange.Added : ToolChange.Removed, "", null, null)];
        }

        var found = new List<ToolDifference>();
        foreach (var text in new[] { "name", "title", "description" })
        {
            CompareValue(text, ToolChange.Text, Member(old, text), Member(now, text));
        }

        CompareSchema("inputSchema");
        CompareSchema("outputSchema");
        foreach (var (hint, was, @is) in MembersOf(Member(old, "annotations"), Member(now, "annotations")))
        {
            CompareValue($"annotations/{hint}", hint == "title" ? ToolChange.Text : ToolChange.HintFlipped, was, @is);
        }

        return found;

        void CompareSchema(string schema)
        {
            foreach (var (where, change, was, @is) in new SchemaComparison(schema).Compare(Member(old, schema), Member(now, schema)).Take(MaxDifferences - found.Count))
            {
                found.Add(new(tool, change, where, Shown(was), Shown(@is)));
            }
        }

        void CompareValue(string where, ToolChange change, JsonElement? was, JsonElement? @is)
        {
            if (!AreEqual(was, @is) && found.Count < MaxDifferences)
            {
                found.Add(new(tool, change, where, Shown(was), Shown(@is)));
            }
        }
    }

    internal static JsonElement? Member(JsonElement? owner, string name) =>
        JsonMembers.Find(owner, name);

    /// <summary>The members of both objects by name, in their order. The work grows with the number of members.</summary>
    internal static IEnumerable<(string Name, JsonElement? Before, JsonElement? After)> MembersOf(JsonElement? before, JsonElement? after)
    {
        var (old, now) = (ByName(before), ByName(after));
        return old.Keys.Concat(now.Keys.Where(name => !old.ContainsKey(name))).Select(name => (name, Find(old, name), Find(now, name)));
    }

    private static OrderedDictionary<string, JsonElement> ByName(JsonElement? owner)
    {
        var members = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in owner is { } present ? JsonMembers.Members(present) : [])
        {
            members[name] = value;
        }

        return members;
    }

    private static JsonElement? Find(OrderedDictionary<string, JsonElement> members, string name) => members.TryGetValue(name, out var value) ? value : null;

    internal static bool AreEqual(JsonElement? one, JsonElement? other) =>
        one is { } left && other is { } right ? JsonElement.DeepEquals(left, right) : one is null && other is null;

    private static string? Shown(JsonElement? value)
    {
        if (value is not { } present)
        {
            return null;
        }

        var json = JsonMarshal.GetRawUtf8Value(present);
        var text = Encoding.UTF8.GetString(json[..Math.Min(json.Length, MaxShown * 4)]);
        return text.Length <= MaxShown ? text : text[..MaxShown] + "…";
    }
}
