using System.Text.Json;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policy.Tests.Tools;

public sealed class ToolComparisonTests
{
    [Theory]
    [InlineData("""{"description":"a"}""", """{"description":"b"}""", "Text description \"a\" → \"b\"")]
    [InlineData("""{}""", """{"title":"b"}""", "Text title  → \"b\"")]
    [InlineData("""{"annotations":{"readOnlyHint":true}}""", """{"annotations":{"readOnlyHint":false}}""", "HintFlipped annotations/readOnlyHint true → false")]
    [InlineData("""{"annotations":{"title":"x"}}""", """{}""", "Text annotations/title \"x\" → ")]
    [InlineData("""{"inputSchema":{"properties":{"a":{}}}}""", """{"inputSchema":{"properties":{"a":{},"b":{"type":"string"}}}}""", "SchemaWidened inputSchema/properties/b  → {\"type\":\"string\"}")]
    [InlineData("""{"inputSchema":{"properties":{"a":{},"b":1}}}""", """{"inputSchema":{"properties":{"a":{}}}}""", "SchemaNarrowed inputSchema/properties/b 1 → ")]
    [InlineData("""{"inputSchema":{"required":["a"]}}""", """{"inputSchema":{"required":["a","b"]}}""", "SchemaNarrowed inputSchema/required [\"a\"] → [\"a\",\"b\"]")]
    [InlineData("""{"inputSchema":{"required":["a"]}}""", """{"inputSchema":{}}""", "SchemaWidened inputSchema/required [\"a\"] → ")]
    [InlineData("""{"inputSchema":{"properties":{"a":{"enum":["x","y"]}}}}""", """{"inputSchema":{"properties":{"a":{"enum":["x"]}}}}""", "SchemaNarrowed inputSchema/properties/a/enum [\"x\",\"y\"] → [\"x\"]")]
    [InlineData("""{"inputSchema":{"properties":{"a":{"type":"string"}}}}""", """{"inputSchema":{"properties":{"a":{"type":["string","null"]}}}}""", "SchemaWidened inputSchema/properties/a/type \"string\" → [\"string\",\"null\"]")]
    [InlineData("""{"inputSchema":{"properties":{"a":{"type":"string"}}}}""", """{"inputSchema":{"properties":{"a":{"type":"number"}}}}""", "Schema inputSchema/properties/a/type \"string\" → \"number\"")]
    [InlineData("""{"inputSchema":{"properties":{"a":{"maximum":10}}}}""", """{"inputSchema":{"properties":{"a":{"maximum":20}}}}""", "SchemaWidened inputSchema/properties/a/maximum 10 → 20")]
    [InlineData("""{"inputSchema":{"properties":{"a":{"minLength":10}}}}""", """{"inputSchema":{"properties":{"a":{"minLength":20}}}}""", "SchemaNarrowed inputSchema/properties/a/minLength 10 → 20")]
    [InlineData("""{"inputSchema":{"additionalProperties":false}}""", """{"inputSchema":{}}""", "SchemaWidened inputSchema/additionalProperties false → ")]
    [InlineData("""{"inputSchema":{"properties":{"a":{"description":"x"}}}}""", """{"inputSchema":{"properties":{"a":{"description":"y"}}}}""", "Text inputSchema/properties/a/description \"x\" → \"y\"")]
    [InlineData("""{"inputSchema":{"allOf":[]}}""", """{"inputSchema":{"allOf":[{}]}}""", "Schema inputSchema/allOf [] → [{}]")]
    [InlineData("""{"outputSchema":{"type":"object"}}""", """{}""", "SchemaWidened outputSchema {\"type\":\"object\"} → ")]
    public void Compare_OneDifference_SaysWhatAndWhere(string before, string after, string expected)
    {
        var difference = Assert.Single(ToolComparison.Compare("t", JsonElement.Parse(before), JsonElement.Parse(after)));

        Assert.Equal(("t", expected), (difference.Tool, $"{difference.Change} {difference.Where} {difference.Before} → {difference.After}"));
    }

    [Fact]
    public void Compare_WithNothing_IsAddedOrRemoved()
    {
        var tool = JsonElement.Parse("""{"name":"t"}""");

        Assert.Equal(ToolChange.Added, Assert.Single(ToolComparison.Compare("t", null, tool)).Change);
        Assert.Equal(ToolChange.Removed, Assert.Single(ToolComparison.Compare("t", tool, null)).Change);
        Assert.Empty(ToolComparison.Compare("t", tool, JsonElement.Parse("""{ "name": "t", "_meta": {} }""")));
    }

    [Fact]
    public void Compare_AHugeDefinition_IsBounded()
    {
        var properties = string.Join(',', Enumerable.Range(0, 5_000).Select(index => $"\"p{index}\":{{\"description\":\"{new string('x', 300)}\"}}"));

        var differences = ToolComparison.Compare("t", JsonElement.Parse("""{"inputSchema":{"properties":{}}}"""), JsonElement.Parse("{\"inputSchema\":{\"properties\":{" + properties + "}}}"));

        Assert.Equal(100, differences.Count);
        Assert.All(differences, difference => Assert.InRange(difference.After?.Length ?? 0, 1, 201));
    }
}
