using System.Text;
using System.Text.Json;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.ToolChecks;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Tests.ToolChecks;

/// <summary>The largest documents and lists, and schemas that are made to take long: the check ends and says what it left out.</summary>
public sealed class ToolCheckBoundsTests
{
    private const int Many = 2_000;

    [Fact]
    public void Find_WithAsManyRulesAsTools_FindsTheOneThatIsWrong()
    {
        var tools = Enumerable.Range(0, Many).Select(i => Tool($"tool_{i:0000}", """{"properties":{"path":{"type":"string"}}}""")).ToArray();
        var rules = Enumerable.Range(0, Many).Select(i => $$"""
            "tool_{{i:0000}}":{"deny_if":[{"conditions":[{"path":"args.{{(i == 1_234 ? "pth" : "path")}}","op":"eq","value":"/"}]}]}
            """);

        var warnings = Find($"{{{string.Join(",", rules)}}}", tools);

        Assert.Equal(
            ["/tools/tool_1234 takes the argument", "/tools/tool_1234/deny_if/0/conditions/0/path does not declare args.pth"],
            warnings.Select(warning => $"{warning.Path} {(warning.Message.Contains("takes the argument", StringComparison.Ordinal) ? "takes the argument" : "does not declare args.pth")}"));
    }

    [Fact]
    public void Find_WithNothingButUnknownNames_ListsAHundredAndCountsTheRest()
    {
        var tools = Enumerable.Range(0, Many).Select(i => Tool($"{new string('a', 200)}_{i:0000}_tool", "{}")).ToArray();
        var rules = Enumerable.Range(0, 500).Select(i => $"\"{new string('a', 200)}_{i:0000}_took\":{{}}");

        var warnings = Find($"{{{string.Join(",", rules)}}}", tools);

        Assert.Equal(101, warnings.Count);
        Assert.All(warnings.Take(100), warning => Assert.Contains("did you mean", warning.Message, StringComparison.Ordinal));
        Assert.Equal("found 400 more of these; only 100 are listed", warnings[100].Message);
    }

    [Fact]
    public void Find_WithMorePathsAndToolsThanCanBeCompared_SaysSo()
    {
        var schema = $$"""{"properties":{ {{string.Join(",", Enumerable.Range(0, 50).Select(j => $"\"p{j}\":{{}}"))}} } }""";
        var tools = Enumerable.Range(0, Many).Select(i => Tool($"tool_{i:0000}", schema)).ToArray();
        var conditions = Enumerable.Range(0, 3_000).Select(i => $$"""{"path":"args.p{{i % 50}}","op":"eq","value":{{i}}}""");

        var warnings = Find($$$"""{"*":{"deny_if":[{"conditions":[{{{string.Join(",", conditions)}}}]}]}}""", tools);

        Assert.Equal("the policy and the server's tools are too large to compare every path with every schema; some paths were not checked", Assert.Single(warnings).Message);
    }

    [Theory]
    [InlineData("""{"$ref":"#"}""")]
    [InlineData("""{"allOf":[{"$ref":"#"},{"$ref":"#"}],"anyOf":[{"$ref":"#"},{"$ref":"#"}],"oneOf":[{"$ref":"#"},{"$ref":"#"}]}""")]
    [InlineData("""{"properties":{"a":{"$ref":"#/properties/b"},"b":{"$ref":"#/properties/a"}}}""")]
    [InlineData("""{"properties":{"a":{"anyOf":[{"$ref":"#/properties/a"},{"$ref":"#/properties/a"},{"$ref":"#/properties/a"}]}}}""")]
    [InlineData("""{"properties":"x","$ref":5,"type":[5],"enum":{},"allOf":7,"additionalProperties":3}""")]
    [InlineData("""{"properties":{"\ud800":{},"a":5},"$ref":"#/\ud800"}""")]
    public void Find_WithASchemaThatRefersToItselfOrIsBroken_EndsWithoutAWarning(string schema) =>
        Assert.DoesNotContain(
            Find("""{"a":{"deny_if":[{"conditions":[{"path":"args.a.a[0].a","op":"gt","value":1}]}]}}""", Tool("a", schema)),
            warning => !warning.Message.Contains("too large", StringComparison.Ordinal));

    [Fact]
    public void Find_WithRandomSchemas_NeverThrows()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            var schema = Schema(random, 5);
            var failure = Record.Exception(() => Find("""{"a":{"require":[{"conditions":[{"path":"args.a.b[0].a","op":"gt","value":1},{"path":"args.b","op":"regex","value":"a"}]}]},"*":{}}""", Tool("a", schema), Tool("b", schema)));
            Assert.True(failure is null, $"seed {seed}, schema {schema}: {failure}");
        }
    }

    private static string Schema(Random random, int depth) => (depth == 0 ? 0 : random.Next(12)) switch
    {
        0 => new[] { "{}", "true", "false", "null", "[]", "\"a\"", "5" }[random.Next(7)],
        1 => $$"""{"type":"{{new[] { "string", "number", "object", "array", "x" }[random.Next(5)]}}"}""",
        2 => $$"""{"type":["object",{{Schema(random, depth - 1)}}],"enum":[{{Schema(random, depth - 1)}}]}""",
        3 => $$"""{"$ref":"#{{new[] { "", "/", "/properties/a", "/items", "/allOf/0", "/%zz~2" }[random.Next(6)]}}"}""",
        4 or 5 => $$"""{"{{new[] { "allOf", "anyOf", "oneOf", "items", "prefixItems" }[random.Next(5)]}}":[{{Schema(random, depth - 1)}},{{Schema(random, depth - 1)}}]}""",
        6 => $$"""{"items":{{Schema(random, depth - 1)}},"additionalProperties":{{Schema(random, depth - 1)}}}""",
        7 => $$"""{"if":{{Schema(random, depth - 1)}},"then":{{Schema(random, depth - 1)}},"const":{{Schema(random, depth - 1)}}}""",
        _ => $$"""{"type":"object","properties":{"a":{{Schema(random, depth - 1)}},"b":{{Schema(random, depth - 1)}},"bs":{{Schema(random, depth - 1)}} } }""",
    };

    private static IReadOnlyList<Problem> Find(string rules, params ToolDefinition[] tools)
    {
        var reading = PolicyReader.Read(Encoding.UTF8.GetBytes($$"""{"version":"1","default":"deny","tools":{{rules}}}"""));
        Assert.Empty(reading.Problems);
        return ToolCheck.Find(reading, new ServerTools(tools, IsComplete: true));
    }

    private static ToolDefinition Tool(string name, string schema) => new(name) { InputSchema = JsonElement.Parse(schema) };
}
