using System.Text.Json;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Core.Inventory;

/// <summary>Compares two snapshots of a server.</summary>
public static class SnapshotComparison
{
    /// <summary>Returns the differences of the tools, and which resources, templates and prompts were added or removed.</summary>
    /// <remarks>Nothing is called removed from a list that was not read to its end in the later snapshot, nor added to one that was not in the earlier one.</remarks>
    public static IReadOnlyList<SnapshotDifference> Compare(Snapshot before, Snapshot after) =>
    [
        .. CompareTools(before, after),
        .. CompareNames("resource", "uri", before.Scanned.Resources, after.Scanned.Resources),
        .. CompareNames("template", "uriTemplate", before.Scanned.Templates, after.Scanned.Templates),
        .. CompareNames("prompt", "name", before.Scanned.Prompts, after.Scanned.Prompts),
    ];

    private static IEnumerable<SnapshotDifference> CompareTools(Snapshot before, Snapshot after)
    {
        var (was, @is) = (before.NamedTools.ToDictionary(StringComparer.Ordinal), after.NamedTools.ToDictionary(StringComparer.Ordinal));
        foreach (var name in was.Keys.Union(@is.Keys, StringComparer.Ordinal))
        {
            var (old, now) = (Find(was, name), Find(@is, name));
            if ((old is null && before.Scanned.Tools.Stopped is not null) || (now is null && after.Scanned.Tools.Stopped is not null))
            {
                continue;
            }

            foreach (var difference in ToolComparison.Compare(name, old, now))
            {
                yield return new("tool", name, difference.Change, difference.Where, difference.Before, difference.After);
            }
        }
    }

    private static IEnumerable<SnapshotDifference> CompareNames(string kind, string key, ScannedList before, ScannedList after)
    {
        var (was, @is) = (NamesOf(before, key), NamesOf(after, key));
        var removed = after.Stopped is null ? was.Except(@is, StringComparer.Ordinal) : [];
        var added = before.Stopped is null ? @is.Except(was, StringComparer.Ordinal) : [];
        return removed.Select(name => new SnapshotDifference(kind, name, ToolChange.Removed)).Concat(added.Select(name => new SnapshotDifference(kind, name, ToolChange.Added)));
    }

    /// <summary>The names or URIs of the entries; none of an entry without one.</summary>
    public static IReadOnlyList<string> NamesOf(ScannedList list, string key) =>
        [.. list.Entries.Select(entry => TextOf(entry, key)).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static string? TextOf(JsonElement entry, string key) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement? Find(Dictionary<string, JsonElement> tools, string name) => tools.TryGetValue(name, out var tool) ? tool : null;
}

/// <summary>One difference between two snapshots.</summary>
/// <param name="Kind"><c>tool</c>, <c>resource</c>, <c>template</c> or <c>prompt</c>.</param>
/// <param name="Where">Where in the definition of a tool; empty if the entry was added or removed.</param>
public sealed record SnapshotDifference(string Kind, string Name, ToolChange Change, string Where = "", string? Before = null, string? After = null);
