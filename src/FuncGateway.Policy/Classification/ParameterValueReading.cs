using System.Text.Json;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Classification;

/// <summary>Reads what a schema says about the values of one parameter: in itself, where it refers to, and in the schemas that it is composed of.</summary>
/// <param name="root">The whole schema, which local references point into.</param>
internal sealed class ParameterValueReading(JsonElement root, WorkBudget work)
{
    private const int MaxDepth = 32;

    private static readonly string[] Alternatives = ["anyOf", "oneOf"];

    private readonly HashSet<string> _followed = new(StringComparer.Ordinal);
    private readonly List<string> _choices = [];
    private string _description = "";
    private bool _isWhole = true;

    public static ParameterValues Of(JsonElement schema, JsonElement root, WorkBudget work)
    {
        var reading = new ParameterValueReading(root, work);
        var isChoice = reading.Read(schema, 0);
        return new ParameterValues { IsChoice = isChoice, Choices = reading._choices, Description = reading._description, IsWhole = reading._isWhole };
    }

    // Returns whether only listed values are accepted.
    private bool Read(JsonElement schema, int depth)
    {
        _isWhole &= depth <= MaxDepth;
        if (!_isWhole || schema.ValueKind != JsonValueKind.Object || !work.TryTake(1 + schema.GetPropertyCount()))
        {
            return false;
        }

        Describe(schema);
        var isChoice = Choose(schema) | Follow(schema, depth);
        foreach (var part in JsonMembers.Elements(schema, "allOf", work))
        {
            isChoice |= Read(part, depth + 1);
        }

        foreach (var keyword in Alternatives)
        {
            isChoice |= ReadAlternatives([.. JsonMembers.Elements(schema, keyword, work)], depth);
        }

        return isChoice | (JsonMembers.FindObject(schema, "items") is { } items && Read(items, depth + 1));
    }

    private bool Choose(JsonElement schema)
    {
        var only = JsonMembers.Find(schema, "const");
        if (only is { } value && JsonMembers.TextOf(value) is { } text)
        {
            _choices.Add(text);
        }

        if (JsonMembers.Find(schema, "enum") is not { ValueKind: JsonValueKind.Array } listed)
        {
            return only is not null;
        }

        if (work.TryTake(listed.GetArrayLength()))
        {
            _choices.AddRange(listed.EnumerateArray().Select(JsonMembers.TextOf).OfType<string>());
        }

        return true;
    }

    private bool Follow(JsonElement schema, int depth) =>
        JsonMembers.FindText(schema, "$ref") is { } reference && _followed.Add(reference)
        && SchemaReference.Resolve(root, reference, work) is { } target && Read(target, depth + 1);

    // Every alternative is read, also after one that accepts any value.
    private bool ReadAlternatives(JsonElement[] alternatives, int depth)
    {
        var all = alternatives.Length > 0;
        foreach (var each in alternatives)
        {
            all &= Read(each, depth + 1) | JsonMembers.FindText(each, "type") is "null";
        }

        return all;
    }

    private void Describe(JsonElement schema)
    {
        if (_description.Length < Words.MaxLength && JsonMembers.FindText(schema, "description") is { Length: > 0 } text)
        {
            var added = text[..Math.Min(text.Length, Words.MaxLength - _description.Length)];
            _description = _description.Length == 0 ? added : $"{_description} {added}";
        }
    }
}
