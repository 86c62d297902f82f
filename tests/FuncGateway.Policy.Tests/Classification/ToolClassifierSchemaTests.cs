using System.Text.Json;
using FuncGateway.Policies.Classification;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Tests.Classification;

/// <summary>Where in a schema the parameters are found.</summary>
public sealed class ToolClassifierSchemaTests
{
    private const string Sql = """{ "type": "object", "properties": { "sql": { "type": "string" } } }""";
    private const string Action = """{ "type": "string", "enum": ["list", "delete"] }""";

    public static TheoryData<string, string> Places => new()
    {
        { $$"""{ "$ref": "#/$defs/Query", "$defs": { "Query": {{Sql}} } }""", "inputSchema/$defs/Query/properties/sql" },
        { $$"""{ "properties": { "request": { "$ref": "#/$defs/Query" } }, "$defs": { "Query": {{Sql}} } }""", "inputSchema/$defs/Query/properties/sql" },
        { $$"""{ "properties": { "request": { "$ref": "#/definitions/Query" } }, "definitions": { "Query": {{Sql}} } }""", "inputSchema/definitions/Query/properties/sql" },
        { $$"""{ "properties": { "request": { "allOf": [{ "$ref": "#/$defs/Query" }] } }, "$defs": { "Query": {{Sql}} } }""", "inputSchema/$defs/Query/properties/sql" },
        { $$"""{ "properties": { "request": { "anyOf": [{ "$ref": "#/$defs/Outer" }, { "type": "null" }] } }, "$defs": { "Outer": { "properties": { "inner": { "$ref": "#/$defs/Query" } } }, "Query": {{Sql}} } }""", "inputSchema/$defs/Query/properties/sql" },
        { $$"""{ "properties": { "list": { "type": "array", "items": { "$ref": "#/$defs/a~1b" } } }, "$defs": { "a/b": {{Sql}} } }""", "inputSchema/$defs/a~1b/properties/sql" },
        { """{ "patternProperties": { "^(raw|sql)$": { "type": "string" } } }""", "inputSchema/patternProperties/^(raw|sql)$" },
        { $$"""{ "patternProperties": { ".*": {{Sql}} } }""", "inputSchema/patternProperties/.*/properties/sql" },
        { $$"""{ "additionalProperties": {{Sql}} }""", "inputSchema/additionalProperties/properties/sql" },
        { """{ "propertyNames": { "enum": ["limit", "sql"] } }""", "inputSchema/propertyNames" },
        { $$"""{ "if": {{Sql}} }""", "inputSchema/if/properties/sql" },
        { $$"""{ "if": {}, "then": {{Sql}} }""", "inputSchema/then/properties/sql" },
        { $$"""{ "if": {}, "else": {{Sql}} }""", "inputSchema/else/properties/sql" },
        { $$"""{ "dependentSchemas": { "mode": {{Sql}} } }""", "inputSchema/dependentSchemas/mode/properties/sql" },
        { $$"""{ "dependencies": { "mode": {{Sql}}, "other": ["mode"] } }""", "inputSchema/dependencies/mode/properties/sql" },
        { $$"""{ "type": "array", "items": {{Sql}} }""", "inputSchema/items/properties/sql" },
        { $$"""{ "type": "array", "items": [{}, {{Sql}}] }""", "inputSchema/items/1/properties/sql" },
        { $$"""{ "properties": { "pair": { "prefixItems": [{}, {{Sql}}] } } }""", "inputSchema/properties/pair/prefixItems/1/properties/sql" },
        { $$"""{ "properties": { "text": { "contentMediaType": "application/json", "contentSchema": {{Sql}} } } }""", "inputSchema/properties/text/contentSchema/properties/sql" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Classify_AReaderThatTakesSqlAnywhere_IsExecute(string schema, string where)
    {
        var found = Classify("get_rows", schema);
        Assert.Equal((ToolClass.Execute, where), (found.Class, found.Reasons[0].Where));
        Assert.False(found.IsCertain);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(12)]
    public void Classify_AParameterInsideOthers_IsFoundAtAnyUsualDepth(int depth) =>
        Assert.Equal(ToolClass.Execute, Classify("get_rows", Nested(depth)).Class);

    public static TheoryData<string> Selections => new()
    {
        $$"""{ "properties": { "action": {{Action}} } }""",
        """{ "properties": { "action": { "oneOf": [{ "const": "list", "title": "List" }, { "const": "delete" }] } } }""",
        """{ "properties": { "action": { "anyOf": [{ "const": "list" }, { "const": "delete" }, { "type": "null" }] } } }""",
        $$"""{ "properties": { "action": { "anyOf": [{{Action}}, { "type": "string" }] } } }""",
        $$"""{ "properties": { "action": { "$ref": "#/$defs/Action" } }, "$defs": { "Action": {{Action}} } }""",
        $$"""{ "properties": { "action": { "anyOf": [{ "$ref": "#/$defs/Action" }, { "type": "null" }], "default": null } }, "$defs": { "Action": {{Action}} } }""",
        $$"""{ "properties": { "action": { "allOf": [{ "$ref": "#/definitions/Action" }] } }, "definitions": { "Action": {{Action}} } }""",
        """{ "oneOf": [{ "properties": { "action": { "const": "list" } } }, { "properties": { "action": { "const": "delete" } } }] }""",
        $$"""{ "properties": { "action": { "type": "array", "items": {{Action}} } } }""",
        $$"""{ "properties": { "action": { "enum": [{{string.Join(", ", Enumerable.Range(0, 300).Select(number => $"\"list {number}\""))}}, "delete"] } } }""",
    };

    [Theory]
    [MemberData(nameof(Selections))]
    public void Classify_AReaderThatSelectsAnActionOfDeleting_IsDestructive(string schema)
    {
        var found = Classify("get_item", schema);
        Assert.Equal((ToolClass.Destructive, Signals.ParameterChoice), (found.Class, found.Reasons[0].Signal));
    }

    [Theory]
    [InlineData("""{ "properties": { "command": { "enum": ["status", "list"] } } }""")]
    [InlineData("""{ "properties": { "command": { "oneOf": [{ "const": "status" }, { "const": "list" }] } } }""")]
    [InlineData("""{ "properties": { "command": { "$ref": "#/$defs/Command" } }, "$defs": { "Command": { "enum": ["status", "list"] } } }""")]
    public void Classify_ACommandThatIsOneOfReadingWords_IsRead(string schema) =>
        Assert.Equal(ToolClass.Read, Classify("get_repository", schema).Class);

    public static TheoryData<string> Unread => new()
    {
        """{ "$ref": "https://example.com/query.json" }""",
        """{ "properties": { "request": { "$ref": "#/$defs/Missing" } } }""",
        """{ "properties": { "request": { "$ref": "#anchor" } } }""",
        """{ "properties": { "request": { "$dynamicRef": "#node" } } }""",
        Many(501),
        Many(20_000),
        Chain(40, """{ "properties": { "inner": { "$ref": "#/$defs/A0" } }, "$defs": {""", number => $$"""{ "properties": { "inner": { "$ref": "#/$defs/A{{number + 1}}" } } }"""),
        Chain(40, """{ "allOf": [REFERENCES], "properties": { "action": { "$ref": "#/$defs/A0" } }, "$defs": {""", number => $$"""{ "allOf": [{ "$ref": "#/$defs/A{{number + 1}}" }] }"""),
        $$"""{ "properties": { "a": { "enum": [{{string.Join(", ", Enumerable.Range(0, 30_000))}}] } } }""",
    };

    [Theory]
    [MemberData(nameof(Unread))]
    public void Classify_AReaderWhoseSchemaIsNotReadWhole_IsAnUncertainWriter(string schema)
    {
        var found = Classify("get_rows", schema);
        Assert.Equal((ToolClass.Write, Signals.SchemaUnread), (found.Class, found.Reasons[0].Signal));
        Assert.False(found.IsCertain);
    }

    [Fact]
    public void Classify_ManyReferencesToALargePart_TakesBoundedWork()
    {
        var large = string.Join(", ", Enumerable.Range(0, 10_000).Select(_ => "true"));
        var spellings = Enumerable.Range(0, 4096).Select(number => string.Concat(Enumerable.Range(0, 12).Select(bit => (number >> bit & 1) == 0 ? "A" : "%41")));
        var references = string.Join(", ", spellings.Select(name => $$"""{ "$ref": "#/$defs/{{name}}" }"""));
        var found = Classify("get_rows", $$"""{ "allOf": [{{references}}], "$defs": { "AAAAAAAAAAAA": { "anyOf": [{{large}}] } } }""");
        Assert.Equal(ToolClass.Write, found.Class);
        Assert.False(found.IsCertain);
    }

    [Fact]
    public void Classify_AWriterWhoseSchemaIsNotReadWhole_IsUncertainAndSaysWhy()
    {
        var found = Classify("update_rows", Many(501));
        Assert.Equal(ToolClass.Write, found.Class);
        Assert.Contains(found.Reasons, reason => reason.Signal == Signals.SchemaUnread);
        Assert.False(found.IsCertain);
    }

    [Fact]
    public void Classify_ASchemaThatIsReadWhole_IsCertain() => Assert.True(Classify("get_rows", Many(500)).IsCertain);

    [Theory]
    [InlineData("""{ "$ref": "#" }""")]
    [InlineData("""{ "$ref": "#/$defs/A", "$defs": { "A": { "$ref": "#/$defs/B" }, "B": { "$ref": "#/$defs/A" } } }""")]
    [InlineData("""{ "properties": { "node": { "$ref": "#/$defs/Node" } }, "$defs": { "Node": { "properties": { "left": { "$ref": "#/$defs/Node" }, "right": { "$ref": "#/$defs/Node" } } } } }""")]
    [InlineData("""{ "properties": { "node": { "anyOf": [{ "$ref": "#/properties/node" }, { "$ref": "#/properties/node" }] } } }""")]
    public void Classify_ASchemaThatRefersToItself_IsReadOnce(string schema)
    {
        var found = Classify("get_rows", schema);
        Assert.Equal(ToolClass.Read, found.Class);
        Assert.True(found.IsCertain);
    }

    private static string Many(int count) =>
        $$"""{ "properties": { {{string.Join(", ", Enumerable.Range(0, count).Select(number => $"\"p{number}\": {{}}"))}} } }""";

    // In the second chain each link is also near the root, so that only the value of the parameter is deep.
    private static string Chain(int length, string beginning, Func<int, string> link) =>
        beginning.Replace("REFERENCES", string.Join(", ", Enumerable.Range(0, length).Select(number => $$"""{ "$ref": "#/$defs/A{{number}}" }""")), StringComparison.Ordinal)
        + string.Join(", ", Enumerable.Range(0, length).Select(number => $"\"A{number}\": {link(number)}").Append($$""" "A{{length}}": { "enum": ["delete"] } """)) + "} }";

    private static string Nested(int depth) =>
        Enumerable.Range(0, depth).Aggregate(Sql, (inner, _) => $$"""{ "properties": { "inner": {{inner}} } }""");

    private static ToolClassification Classify(string name, string schema) =>
        ToolClassifier.Classify(new ToolDefinition(name) { InputSchema = JsonDocument.Parse(schema).RootElement });
}
