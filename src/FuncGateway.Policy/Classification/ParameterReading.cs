using System.Globalization;
using System.Text.Json;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Classification;

/// <summary>
/// Finds the parameters in an input schema: in objects inside objects and lists, in alternatives and conditions, and where references point. The work is
/// bounded whatever the size of the schema; what was not read is said.
/// </summary>
internal sealed class ParameterReading
{
    /// <summary>Maximum number of parameters that are looked at.</summary>
    public const int MaxCount = 500;

    private const int MaxDepth = 32;
    private const int MaxSteps = 30_000;
    private const int MaxPath = 400;
    private const string Root = "inputSchema";
    private const string TooDeep = "the schema is nested too deeply";

    private static readonly string[] References = ["$ref", "$dynamicRef", "$recursiveRef"];
    private static readonly string[] Schemas =
    [
        "items", "contains", "additionalItems", "unevaluatedItems", "additionalProperties", "unevaluatedProperties", "if", "then", "else", "contentSchema",
    ];

    private static readonly string[] Lists = ["allOf", "anyOf", "oneOf", "prefixItems", "items"];
    private static readonly string[] Maps = ["dependentSchemas", "dependencies"];

    private readonly JsonElement _root;
    private readonly WorkBudget _work = new(MaxSteps);
    private readonly List<Parameter> _parameters = [];
    private readonly Queue<(string Where, JsonElement Schema, int Depth)> _waiting = [];
    private readonly HashSet<string> _followed = new(StringComparer.Ordinal) { "#" };

    private ParameterReading(JsonElement root) => _root = root;

    /// <summary>The outer ones first.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The first part that was not read, and why; null if all of it was.</summary>
    public (string Where, string Why)? Unread { get; private set; }

    public static ParameterReading Of(JsonElement? schema)
    {
        var reading = new ParameterReading(schema ?? default);
        reading.Add(Root, reading._root, 0);
        while (reading._waiting.TryDequeue(out var next) && !reading._work.IsSpent)
        {
            reading.Visit(next.Where, next.Schema, next.Depth);
        }

        if (reading._work.IsSpent)
        {
            reading.Skip(Root, "the schema is too large");
        }

        return reading;
    }

    private void Visit(string where, JsonElement schema, int depth)
    {
        if (depth == MaxDepth)
        {
            Skip(where, TooDeep);
            return;
        }

        foreach (var keyword in References)
        {
            Follow(where, keyword, schema, depth);
        }

        AddParameters(where, schema, depth);
        foreach (var keyword in Schemas)
        {
            Add(Inside(where, keyword), JsonMembers.FindObject(schema, keyword), depth + 1);
        }

        foreach (var keyword in Lists)
        {
            AddEach(where, keyword, Elements(schema, keyword), depth);
        }

        foreach (var keyword in Maps)
        {
            AddEach(where, keyword, Members(schema, keyword), depth);
        }
    }

    private void AddParameters(string where, JsonElement schema, int depth)
    {
        foreach (var (name, value) in Members(schema, "properties").TakeWhile(_ => HasRoom(where)))
        {
            var path = Inside(where, $"properties/{Words.Shown(name)}");
            AddParameter(path, name, name, value);
            Add(path, value, depth + 1);
        }

        foreach (var (pattern, value) in Members(schema, "patternProperties").TakeWhile(_ => HasRoom(where)))
        {
            var path = Inside(where, $"patternProperties/{Words.Shown(pattern)}");
            foreach (var name in pattern[..Math.Min(pattern.Length, Words.MaxLength)].Split('|').TakeWhile(_ => HasRoom(where)))
            {
                AddParameter(path, pattern, name, value);
            }

            Add(path, value, depth + 1);
        }

        if (JsonMembers.FindObject(schema, "propertyNames") is { } names)
        {
            foreach (var name in ParameterValueReading.Of(names, _root, _work).Choices.TakeWhile(_ => HasRoom(where)))
            {
                AddParameter(Inside(where, "propertyNames"), name, name, JsonMembers.Find(schema, "additionalProperties") ?? default);
            }
        }
    }

    private void AddParameter(string path, string shown, string name, JsonElement schema)
    {
        var values = ParameterValueReading.Of(schema, _root, _work);
        _parameters.Add(new Parameter(path, Words.Shown(shown), string.Join('_', Words.OfName(name)), schema) { Values = values });
        if (!values.IsWhole)
        {
            Skip(path, TooDeep);
        }
    }

    private bool HasRoom(string where)
    {
        if (_parameters.Count == MaxCount)
        {
            Skip(Inside(where, "properties"), "there are too many parameters");
        }

        return _parameters.Count < MaxCount && !_work.IsSpent;
    }

    // What a reference points to is read once, so that a schema that refers to itself ends.
    private void Follow(string where, string keyword, JsonElement schema, int depth)
    {
        if (JsonMembers.FindText(schema, keyword) is not { } reference || !_followed.Add(reference))
        {
            return;
        }

        if (SchemaReference.Resolve(_root, reference, _work) is { } target)
        {
            Add(Inside(Root, reference[2..]), target, depth + 1);
        }
        else
        {
            Skip(Inside(where, keyword), $"'{Words.Shown(reference)}' is not in the schema");
        }
    }

    private void AddEach(string where, string keyword, IEnumerable<(string Name, JsonElement Schema)> schemas, int depth)
    {
        foreach (var (name, schema) in schemas)
        {
            Add(Inside(where, $"{keyword}/{Words.Shown(name)}"), schema, depth + 1);
        }
    }

    private void Add(string where, JsonElement? schema, int depth)
    {
        if (schema is { ValueKind: JsonValueKind.Object } present && _work.TryTake(1 + present.GetPropertyCount()))
        {
            _waiting.Enqueue((where, present, depth));
        }
    }

    private void Skip(string where, string why) => Unread ??= (where, why);

    private IEnumerable<(string Name, JsonElement Value)> Members(JsonElement schema, string keyword) =>
        JsonMembers.FindObject(schema, keyword) is { } members && _work.TryTake(members.GetPropertyCount()) ? JsonMembers.Members(members) : [];

    private IEnumerable<(string Name, JsonElement Value)> Elements(JsonElement schema, string keyword) =>
        JsonMembers.Elements(schema, keyword, _work).Select((element, i) => (i.ToString(CultureInfo.InvariantCulture), element));

    private static string Inside(string where, string part) => $"{(where.Length > MaxPath ? "…" : where)}/{part}";
}
