using System.Text.Json;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.ToolChecks;

/// <summary>
/// Reads what a JSON Schema says for certain: the kinds of values it permits, and the schemas of their members and elements. It is lenient: what it does
/// not understand permits anything.
/// </summary>
/// <param name="root">The whole schema, which local references point into.</param>
/// <param name="work">What is not read for lack of work permits anything.</param>
internal sealed class SchemaReading(JsonElement root, WorkBudget work)
{
    private const int MaxDepth = 16;
    private const int MaxParts = 64;

    private static readonly string[] Alternatives = ["anyOf", "oneOf"];
    private static readonly string[] Parts = ["allOf", "anyOf", "oneOf"];
    private static readonly string[] Conditionals = ["if", "then", "else"];

    // Members may also be declared with these, in ways that are not followed.
    private static readonly string[] NotFollowed = ["patternProperties", "unevaluatedProperties", "dependentSchemas", "dependencies", "$dynamicRef", "$recursiveRef"];

    /// <summary>The kinds of values that a schema permits.</summary>
    public SchemaKinds KindsOf(JsonElement schema) => KindsOf(schema, 0) is var kinds && kinds == SchemaKinds.None ? SchemaKinds.Any : kinds;

    public SchemaKinds KindsOf(IReadOnlyCollection<JsonElement> schemas) => schemas.Aggregate(SchemaKinds.None, (kinds, each) => kinds | KindsOf(each));

    /// <summary>What the schemas say about members of objects, all of them taken together.</summary>
    public ObjectSchema ObjectOf(IEnumerable<JsonElement> schemas)
    {
        var (parts, isWhole) = PartsOf(schemas);
        var members = new ObjectSchema { IsCertain = isWhole };
        foreach (var part in parts)
        {
            members.IsCertain &= !Array.Exists(NotFollowed, keyword => JsonMembers.Find(part, keyword) is not null);
            if (JsonMembers.FindObject(part, "properties") is { } properties && work.TryTake(1 + properties.GetPropertyCount()))
            {
                members.AddProperties(properties);
            }

            members.AddAdditional(JsonMembers.Find(part, "additionalProperties"));
        }

        members.IsCertain &= !work.IsSpent;
        return members;
    }

    /// <summary>The schemas of an element of a list; null if that is not certain.</summary>
    /// <param name="index">Null for every element.</param>
    public IReadOnlyCollection<JsonElement>? ElementsOf(IEnumerable<JsonElement> schemas, int? index)
    {
        var (parts, isWhole) = PartsOf(schemas);
        var found = new List<JsonElement>();
        foreach (var part in parts)
        {
            var items = JsonMembers.Find(part, "items");
            var first = JsonMembers.Find(part, "prefixItems") ?? (items is { ValueKind: JsonValueKind.Array } ? items : null);
            if (first is { ValueKind: JsonValueKind.Array } tuple)
            {
                if (index is not { } at || at >= tuple.GetArrayLength())
                {
                    return null;
                }

                found.Add(tuple[at]);
            }
            else if (items is { ValueKind: JsonValueKind.Object } each)
            {
                found.Add(each);
            }
        }

        return found.Count > 0 && isWhole && !work.IsSpent ? found : null;
    }

    private SchemaKinds KindsOf(JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth || !work.TryTake(1 + schema.GetPropertyCount()))
        {
            return SchemaKinds.Any;
        }

        var kinds = TypeOf(schema) & ValuesOf(schema);
        if (JsonMembers.FindText(schema, "$ref") is { } reference)
        {
            kinds &= Resolve(reference) is { } target ? KindsOf(target, depth + 1) : SchemaKinds.Any;
        }

        foreach (var part in JsonMembers.Elements(JsonMembers.Find(schema, "allOf")))
        {
            kinds &= KindsOf(part, depth + 1);
        }

        foreach (var keyword in Alternatives)
        {
            var some = JsonMembers.Elements(JsonMembers.Find(schema, keyword)).Aggregate(SchemaKinds.None, (union, each) => union | KindsOf(each, depth + 1));
            kinds &= some == SchemaKinds.None ? SchemaKinds.Any : some;
        }

        return kinds;
    }

    private SchemaKinds TypeOf(JsonElement schema) => JsonMembers.Find(schema, "type") switch
    {
        { ValueKind: JsonValueKind.String } name => SchemaKindNames.OfTypeName(JsonMembers.TextOf(name)),
        { ValueKind: JsonValueKind.Array } names when names.GetArrayLength() > 0 && work.TryTake(names.GetArrayLength()) =>
            names.EnumerateArray().Aggregate(SchemaKinds.None, (kinds, name) => kinds | SchemaKindNames.OfTypeName(JsonMembers.TextOf(name))),
        _ => SchemaKinds.Any,
    };

    private SchemaKinds ValuesOf(JsonElement schema) =>
        JsonMembers.Find(schema, "const") is { } only ? SchemaKindNames.Of(only.ValueKind)
        : JsonMembers.Find(schema, "enum") is { ValueKind: JsonValueKind.Array } values && values.GetArrayLength() > 0 && work.TryTake(values.GetArrayLength())
            ? values.EnumerateArray().Aggregate(SchemaKinds.None, (kinds, value) => kinds | SchemaKindNames.Of(value.ValueKind))
            : SchemaKinds.Any;

    // The schemas themselves, what they refer to, and what they are composed of.
    private (List<JsonElement> Parts, bool IsWhole) PartsOf(IEnumerable<JsonElement> schemas)
    {
        var parts = new List<JsonElement>();
        var isWhole = schemas.Aggregate(true, (whole, schema) => AddParts(schema, 0, parts) && whole);
        return (parts, isWhole);
    }

    // Returns whether every part has been added.
    private bool AddParts(JsonElement schema, int depth, List<JsonElement> parts)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return schema.ValueKind == JsonValueKind.False;
        }

        if (depth > MaxDepth || parts.Count >= MaxParts || !work.TryTake(1 + schema.GetPropertyCount()))
        {
            return false;
        }

        parts.Add(schema);
        var isWhole = true;
        if (JsonMembers.FindText(schema, "$ref") is { } reference)
        {
            isWhole = Resolve(reference) is { } target && AddParts(target, depth + 1, parts);
        }

        foreach (var part in Parts.SelectMany(keyword => JsonMembers.Elements(JsonMembers.Find(schema, keyword)))
            .Concat(Conditionals.Select(keyword => JsonMembers.FindObject(schema, keyword)).OfType<JsonElement>()))
        {
            isWhole &= AddParts(part, depth + 1, parts);
        }

        return isWhole;
    }

    private JsonElement? Resolve(string reference) => SchemaReference.Resolve(root, reference, work);
}
