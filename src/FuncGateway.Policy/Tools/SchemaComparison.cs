using System.Text.Json;

namespace FuncGateway.Policies.Tools;

/// <summary>Finds how a JSON Schema became narrower or wider. Only the keywords that tools use are understood; any other difference is reported as one.</summary>
/// <param name="root">The name of the schema, with which each path begins.</param>
internal sealed class SchemaComparison(string root)
{
    private const int MaxDepth = 32;

    // Of a name in a path.
    private const int MaxName = 100;

    private static readonly HashSet<string> Texts = ["title", "description", "default", "examples", "$comment"];

    // A larger number accepts more.
    private static readonly HashSet<string> UpperBounds = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"];

    // A larger number accepts less.
    private static readonly HashSet<string> LowerBounds = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"];

    public IEnumerable<SchemaDifference> Compare(JsonElement? before, JsonElement? after) => Compare(root, before, after, 0);

    private static IEnumerable<SchemaDifference> Compare(string where, JsonElement? before, JsonElement? after, int depth)
    {
        if (ToolComparison.AreEqual(before, after))
        {
            return [];
        }

        return before is { ValueKind: JsonValueKind.Object } && after is { ValueKind: JsonValueKind.Object } && depth < MaxDepth
            ? ToolComparison.MembersOf(before, after).SelectMany(each => CompareKeyword(where, each.Name, each.Before, each.After, depth))
            : [new(where, ChangeOfWhole(before, after), before, after)];
    }

    private static string Below(string where, string name) => $"{where}/{(name.Length <= MaxName ? name : $"{name[..MaxName]}…")}";

    // Without a schema, anything is accepted.
    private static ToolChange ChangeOfWhole(JsonElement? before, JsonElement? after) =>
        before is null ? ToolChange.SchemaNarrowed : after is null ? ToolChange.SchemaWidened : ToolChange.Schema;

    private static IEnumerable<SchemaDifference> CompareKeyword(string where, string keyword, JsonElement? before, JsonElement? after, int depth)
    {
        if (ToolComparison.AreEqual(before, after))
        {
            return [];
        }

        var at = Below(where, keyword);
        return keyword switch
        {
            "properties" => CompareProperties(at, before, after, depth),
            "items" or "additionalProperties" when before is { ValueKind: JsonValueKind.Object } && after is { ValueKind: JsonValueKind.Object } => Compare(at, before, after, depth + 1),
            "additionalProperties" => [new(at, Accepts(after) == Accepts(before) ? ToolChange.Schema : Accepts(after) ? ToolChange.SchemaWidened : ToolChange.SchemaNarrowed, before, after)],
            "required" => [new(at, ChangeOfSets(RequiredOf(after), RequiredOf(before)), before, after)],
            "enum" or "type" => [new(at, ChangeOfSet(before, after), before, after)],
            "pattern" or "format" or "const" => [new(at, before is null ? ToolChange.SchemaNarrowed : after is null ? ToolChange.SchemaWidened : ToolChange.Schema, before, after)],
            _ when Texts.Contains(keyword) => [new(at, ToolChange.Text, before, after)],
            _ when UpperBounds.Contains(keyword) => [new(at, ChangeOfBound(before, after, isUpper: true), before, after)],
            _ when LowerBounds.Contains(keyword) => [new(at, ChangeOfBound(before, after, isUpper: false), before, after)],
            _ => [new(at, ToolChange.Schema, before, after)],
        };
    }

    private static IEnumerable<SchemaDifference> CompareProperties(string where, JsonElement? before, JsonElement? after, int depth)
    {
        foreach (var (name, was, @is) in ToolComparison.MembersOf(before, after).Where(each => !ToolComparison.AreEqual(each.Before, each.After)))
        {
            if (was is null || @is is null)
            {
                yield return new(Below(where, name), was is null ? ToolChange.SchemaWidened : ToolChange.SchemaNarrowed, was, @is);
                continue;
            }

            foreach (var difference in Compare(Below(where, name), was, @is, depth + 1))
            {
                yield return difference;
            }
        }
    }

    // An absent keyword and true accept any further member; false accepts none.
    private static bool Accepts(JsonElement? additional) => additional is not { ValueKind: JsonValueKind.False };

    // The values that are accepted; an absent list accepts all.
    private static ToolChange ChangeOfSet(JsonElement? before, JsonElement? after)
    {
        if (before is null || after is null)
        {
            return before is null ? ToolChange.SchemaNarrowed : ToolChange.SchemaWidened;
        }

        return ChangeOfSets(ValuesOf(before.Value), ValuesOf(after.Value));
    }

    private static ToolChange ChangeOfSets(HashSet<string> before, HashSet<string> after) =>
        after.IsSubsetOf(before) ? ToolChange.SchemaNarrowed : before.IsSubsetOf(after) ? ToolChange.SchemaWidened : ToolChange.Schema;

    private static HashSet<string> RequiredOf(JsonElement? list) => list is { } present ? ValuesOf(present) : [];

    private static HashSet<string> ValuesOf(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(value => value.GetRawText())] : [list.GetRawText()];

    private static ToolChange ChangeOfBound(JsonElement? before, JsonElement? after, bool isUpper)
    {
        if (before is null || after is null)
        {
            return before is null ? ToolChange.SchemaNarrowed : ToolChange.SchemaWidened;
        }

        return before is { ValueKind: JsonValueKind.Number } was && after is { ValueKind: JsonValueKind.Number } @is && was.TryGetDecimal(out var from) && @is.TryGetDecimal(out var to)
            ? (to > from) == isUpper ? ToolChange.SchemaWidened : ToolChange.SchemaNarrowed
            : ToolChange.Schema;
    }
}

/// <param name="Where">The path, which begins with the name of the schema.</param>
internal readonly record struct SchemaDifference(string Where, ToolChange Change, JsonElement? Before, JsonElement? After);
