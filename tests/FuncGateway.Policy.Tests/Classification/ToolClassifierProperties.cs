using System.Text.Json;
using CsCheck;
using FuncGateway.Policies.Classification;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Tests.Classification;

/// <summary>What holds for every definition that a server can send.</summary>
public sealed class ToolClassifierProperties
{
    private static readonly Gen<string> Word = Gen.OneOf(
        "get", "delete", "create", "pay", "run", "cancel", "job", "payment", "list", "status", "drop", "transfer", "and", "or", "browser", "set", "manage", "payments", "scraper", "tool", "deleted", "1", "zorp", "ÇA", "\ud800", "ı", "");

    private static readonly Gen<string> Name = Gen.OneOf(Gen.Select(Word.Array[0, 5], Gen.OneOf("_", "__", "-", ".", "/", "", " ")).Select((words, joint) => string.Join(joint, words)), Gen.String);

    private static readonly Gen<string?> Description = Gen.OneOf(
        Gen.Const((string?)null),
        Gen.String.Select(text => (string?)text),
        Gen.Select(Word.Array[0, 12], Gen.OneOf(" ", ", ", ". ")).Select((words, joint) => (string?)string.Join(joint, words)));

    private static readonly Gen<string> Property = Gen.OneOf(
        "\"amount\"", "\"recipient\"", "\"sql\"", "\"query\"", "\"path\"", "\"content\"", "\"force\"", "\"recursive\"", "\"command\"", "\"\\ud800\"", "\"action\"", "\"permanent\"");

    private static readonly Gen<string> Value = Gen.OneOf(
        "{}", "1", "null", "[]", "{\"enum\":[\"delete\",\"pay\",1,\"\\udc00\"]}", "{\"description\":\"SQL to run\"}", "{\"properties\":{\"amount\":{},\"iban\":{}}}",
        "{\"items\":{\"properties\":{\"script\":true}},\"anyOf\":[{},3]}", "{\"properties\":[]}", "{\"$ref\":\"#\"}", "{\"$ref\":\"#/properties/action\"}", "{\"$ref\":\"\\ud800\"}",
        "{\"allOf\":[{\"$ref\":\"#/properties/sql\"}],\"if\":{\"properties\":{\"purge\":{}}},\"then\":false}", "{\"oneOf\":[{\"const\":\"delete\"},{\"const\":2}],\"items\":[{}]}",
        "{\"patternProperties\":{\"^(sql|\\ud800)$\":{},\"|\":1},\"propertyNames\":{\"enum\":[\"cvv\",3]},\"dependencies\":{\"a\":[\"b\"]}}", "{\"$dynamicRef\":\"#x\"}", "{\"$ref\":\"#/%zz/~2/0\"}");

    private static readonly Gen<JsonElement?> Schema = Gen.Select(Property, Value).Array[0, 5].Select(members => (JsonElement?)JsonDocument
        .Parse($"{{\"properties\":{{{string.Join(",", members.Select(member => $"{member.Item1}:{member.Item2}"))}}}}}").RootElement);

    private static readonly Gen<bool?> Flag = Gen.OneOf<bool?>(null, true, false);

    private static readonly Gen<ToolHints> Hints = Gen.Select(Flag, Flag, Flag, Flag).Select((read, destroy, idempotent, open) => new ToolHints(read, destroy, idempotent, open));

    private static readonly Gen<ToolDefinition> Plain = Gen.Select(Name, Description, Gen.OneOf(Gen.Const((JsonElement?)null), Schema))
        .Select((name, description, schema) => new ToolDefinition(name) { Description = description, InputSchema = schema });

    [Fact]
    public void Classify_AnyTool_GivesTheSameWithReasonsEveryTime() =>
        Gen.Select(Plain, Hints, Gen.Bool).Sample(
            (tool, hints, isTrusted) =>
            {
                var (first, second) = (ToolClassifier.Classify(tool with { Hints = hints }, isTrusted), ToolClassifier.Classify(tool with { Hints = hints }, isTrusted));
                return first.Class == second.Class && first.Confidence.Equals(second.Confidence) && first.Reasons.SequenceEqual(second.Reasons)
                    && first.Reasons.Count > 0 && first.Reasons[0].Class == first.Class && first.Confidence is >= 0 and <= 1;
            },
            iter: 3000);

    [Fact]
    public void Classify_WithAnAddedHint_NeverLowersTheClassOfAnUntrustedServer() =>
        Gen.Select(Plain, Hints, Gen.Int[0, 3], Gen.Bool).Sample(
            (tool, hints, which, value) =>
                ToolClassifier.Classify(tool with { Hints = Without(hints, which) }).Class <= ToolClassifier.Classify(tool with { Hints = With(hints, which, value) }).Class,
            iter: 5000);

    // A tool about which nothing is known is Execute, until a parameter tells that it writes.
    [Fact]
    public void Classify_WithAnAddedParameter_NeverLowersTheClassOfAKnownTool() =>
        Gen.Select(Name, Property, Value, Property, Value).Sample(
            (name, first, value, second, other) =>
            {
                var without = ToolClassifier.Classify(new ToolDefinition(name) { InputSchema = SchemaOf($"{first}:{value}") });
                var with = ToolClassifier.Classify(new ToolDefinition(name) { InputSchema = SchemaOf($"{first}:{value},\"added\":{{\"properties\":{{{second}:{other}}}}}") });
                return without.Reasons[0].Signal == Signals.Nothing || with.Class >= without.Class;
            },
            iter: 3000);

    [Fact]
    public void Classify_WithHintsOfATrustedServer_LowersOnlyWriteToRead() =>
        Gen.Select(Plain, Hints).Sample(
            (tool, hints) =>
            {
                var (without, with) = (ToolClassifier.Classify(tool, isTrusted: true).Class, ToolClassifier.Classify(tool with { Hints = hints }, isTrusted: true).Class);
                return with >= without || (without, with) == (ToolClass.Write, ToolClass.Read);
            },
            iter: 5000);

    private static JsonElement SchemaOf(string properties) => JsonDocument.Parse($"{{\"properties\":{{{properties}}}}}").RootElement;

    private static ToolHints Without(ToolHints hints, int which) => Change(hints, which, null);

    private static ToolHints With(ToolHints hints, int which, bool value) => Change(hints, which, value);

    private static ToolHints Change(ToolHints hints, int which, bool? value) => which switch
    {
        0 => hints with { ReadOnly = value },
        1 => hints with { Destructive = value },
        2 => hints with { Idempotent = value },
        _ => hints with { OpenWorld = value },
    };
}
