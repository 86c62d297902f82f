namespace FuncGateway.Policies.Tests.ToolChecks;

public sealed class PathCheckTests
{
    [Theory]
    [InlineData("args.amuont", """{"properties":{"amount":{"type":"number"}},"additionalProperties":false}""", "does not declare args.amuont; did you mean args.amount?")]
    [InlineData("args.amount", """{"properties":{}}""", "does not declare args.amount (it does not rule out arguments that it does not declare)")]
    [InlineData("args.amount", """{"additionalProperties":false}""", "does not declare args.amount")]
    [InlineData("args.card.cvv", """{"properties":{"card":{"$ref":"#/$defs/card"}},"$defs":{"card":{"type":"object","properties":{"cvc":{}},"additionalProperties":false}}}""", "does not declare args.card.cvv; did you mean args.card.cvc?")]
    [InlineData("args.a[0].b", """{"properties":{"a":{"type":"array","items":{"properties":{"c":{}}}}}}""", "does not declare args.a[0].b (it does not rule out arguments that it does not declare)")]
    [InlineData("args.a", """{"anyOf":[{"properties":{"b":{}}},{"properties":{"c":{}}}]}""", "does not declare args.a (it does not rule out arguments that it does not declare)")]
    public void Find_WithAPathThatTheSchemaDoesNotDeclare_SaysWhichPart(string path, string schema, string warning) =>
        Assert.Equal([$"""/tools/t/deny_if/0/conditions/0/path: the inputSchema of "t" {warning}"""], Find(path, "exists", "true", schema));

    [Theory]
    [InlineData("gt", "5", """{"type":"string"}""", "declares args.x as a string; gt accepts a number here, so it denies every call that has the argument")]
    [InlineData("regex", "\"a\"", """{"type":["integer","null"]}""", "declares args.x as a number or null; regex accepts a string here, so it denies every call that has the argument")]
    [InlineData("contains", "\"a\"", """{"enum":[1,2]}""", "declares args.x as a number; contains accepts a string or a list here, so it denies every call that has the argument")]
    [InlineData("contains", "1", """{"type":"string"}""", "declares args.x as a string; contains accepts a list here, so it denies every call that has the argument")]
    [InlineData("eq", "5", """{"const":"5"}""", "declares args.x as a string; eq accepts a number here, so the two are never equal")]
    [InlineData("in", "[5,true]", """{"anyOf":[{"type":"string"},{"type":"array"}]}""", "declares args.x as a string or a list; in accepts a number or a boolean here, so the two are never equal")]
    public void Find_WithAnotherTypeThanTheOperatorNeeds_SaysBoth(string op, string value, string schema, string warning) =>
        Assert.Equal([$"""/tools/t/deny_if/0/conditions/0/path: the inputSchema of "t" {warning}"""], Find("args.x", op, value, $$"""{"properties":{"x":{{schema}} } }"""));

    [Theory]
    [InlineData("args.x.y", """{"type":"string"}""", "declares args.x as a string; the path accepts an object there")]
    [InlineData("args.x[*]", """{"type":"object"}""", "declares args.x as an object; the path accepts a list there")]
    public void Find_WithAPathThroughAnotherType_SaysWhere(string path, string schema, string warning) =>
        Assert.Equal([$"""/tools/t/deny_if/0/conditions/0/path: the inputSchema of "t" {warning}"""], Find(path, "gt", "5", $$"""{"properties":{"x":{{schema}} } }"""));

    [Theory]
    [InlineData("args.x", """{"type":"object"}""")]
    [InlineData("args.x", """{"properties":{"y":{}},"patternProperties":{"^x":{}}}""")]
    [InlineData("args.x", """{"properties":{"y":{}},"additionalProperties":{"type":"number"}}""")]
    [InlineData("args.x", """{"properties":{"y":{}},"allOf":[{"$ref":"https://example.com/other"}]}""")]
    [InlineData("args.x", """{"properties":{"y":{}},"allOf":[{"$ref":"#/$defs/none"}]}""")]
    [InlineData("args.x", """{"properties":{"y":{}},"allOf":[{"$ref":"#"}]}""")]
    [InlineData("args.x", """{"properties":{"y":{}},"if":{},"then":{"properties":{"x":{}}}}""")]
    [InlineData("args.x", """{"properties":{"x":true}}""")]
    [InlineData("args.x", """{"properties":{"x":{"type":["string","integer"]}}}""")]
    [InlineData("args.x", """{"properties":{"x":{"oneOf":[{"type":"string"},{}]}}}""")]
    [InlineData("args.x", """{"properties":{"x":{"type":"text"}}}""")]
    [InlineData("args.x", """{"properties":{"x":{"type":"string","const":5}}}""")]
    [InlineData("args.x[1].y", """{"properties":{"x":{"type":"array","prefixItems":[{}]}}}""")]
    [InlineData("args.x[*].y", """{"properties":{"x":{"type":"array","items":[{"properties":{}}]}}}""")]
    [InlineData("args.x", """[]""")]
    public void Find_WithASchemaThatIsNotCertain_DoesNotWarn(string path, string schema) =>
        Assert.Empty(Find(path, "gt", "5", schema));

    [Fact]
    public void Find_WithGroupsAndAmounts_LooksAtEveryPath()
    {
        const string Rule = """
            {"t":{"require":[{"conditions":[{"any":[{"path":"args.a","op":"exists","value":true},{"not":{"all":[{"path":"args.b","op":"lt","value":1}]}}]}]}],
            "require_approval":[{"conditions":[{"path":"args.c","op":"exists","value":true}]}],
            "limits":[{"counter":"n","window":"day","max":5,"increment_from":"args.d"}]}}
            """;

        var warnings = ToolCheckTests.Find(Rule, """{"name":"t","inputSchema":{"properties":{"d":{"type":"string"}}}}""");

        Assert.Equal(
            ["/tools/t/require/0/conditions/0/any/0/path", "/tools/t/require/0/conditions/0/any/1/not/all/0/path", "/tools/t/require_approval/0/conditions/0/path", "/tools/t/limits/0/increment_from"],
            warnings.Select(warning => warning.Split(':')[0]));
        Assert.EndsWith("increment_from accepts a number here, so it denies every call that has the argument", warnings[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Find_WithARuleForSeveralTools_WarnsOnlyIfNoneHasThePath()
    {
        const string Rule = """{"t*":{"deny_if":[{"conditions":[{"path":"args.PATH","op":"gt","value":1}]}]}}""";
        string[] tools = ["""{"name":"t1","inputSchema":{"properties":{"a":{"type":"number"}}}}""", """{"name":"t2","inputSchema":{"properties":{"b":{"type":"string"}}}}"""];

        Assert.Empty(ToolCheckTests.Find(Rule.Replace("PATH", "a", StringComparison.Ordinal), tools));
        Assert.Contains("\"t1\" (and of 1 other tool) does not declare args.c", Assert.Single(ToolCheckTests.Find(Rule.Replace("PATH", "c", StringComparison.Ordinal), tools)), StringComparison.Ordinal);
        Assert.Contains("\"t2\" declares args.b as a string", Assert.Single(ToolCheckTests.Find(Rule.Replace("PATH", "b", StringComparison.Ordinal), tools)), StringComparison.Ordinal);
    }

    private static string[] Find(string path, string op, string value, string schema) => ToolCheckTests.Find(
        $$"""{"t":{"deny_if":[{"conditions":[{"path":"{{path}}","op":"{{op}}","value":{{value}} }]}]} }""", $$"""{"name":"t","inputSchema":{{schema}} }""");
}
