using System.Text;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policy.Tests.Tools;

public sealed class ToolFingerprintTests
{
    private const string Tool = """{"name":"a","description":"Adds.","inputSchema":{"type":"object","properties":{"x":{"type":"number","maximum":10}}},"annotations":{"readOnlyHint":true}}""";

    [Theory]
    [InlineData("""{ "annotations": {"readOnlyHint": true}, "description": "Adds.", "inputSchema": {"properties":{"x":{"maximum":10,"type":"number"}},"type":"object"}, "name": "a" }""")]
    [InlineData("""{"name":"\u0061","description":"Adds.","inputSchema":{"type":"object","properties":{"x":{"type":"number","maximum":1e1}}},"annotations":{"readOnlyHint":true}}""")]
    [InlineData("""{"name":"a","description":"Adds.","inputSchema":{"type":"object","properties":{"x":{"type":"number","maximum":10}}},"annotations":{"readOnlyHint":true},"_meta":{"v":2},"icons":[]}""")]
    public void Of_WhatReadsTheSame_IsTheSame(string other) => Assert.Equal(Of(Tool), Of(other));

    [Theory]
    [InlineData("\"a\"", "\"b\"")]
    [InlineData("Adds.", "Adds. ")]
    [InlineData("\"maximum\":10", "\"maximum\":11")]
    [InlineData("true", "false")]
    [InlineData("\"description\"", "\"title\"")]
    [InlineData("\"annotations\":{\"readOnlyHint\":true}", "\"outputSchema\":{}")]
    public void Of_WhatAModelIsShownOtherwise_Differs(string from, string to) => Assert.NotEqual(Of(Tool), Of(Tool.Replace(from, to, StringComparison.Ordinal)));

    [Theory]
    [InlineData("""{"name":"a","description":"x","description":"y"}""", """{"name":"a","description":"y"}""")]
    [InlineData("""{"name":"a","description":"x","description":"y"}""", """{"name":"a","description":"x"}""")]
    [InlineData("""{"name":"a","description":"\ud800"}""", """{"name":"a","description":"\ud801"}""")]
    [InlineData("""{"name":""", """{"name" """)]
    [InlineData("[]", "{}")]
    [InlineData("""{"name":"a","description":"x"}""", """{"name":"a","description":"x","Description":"y"}""")]
    [InlineData("""{"name":"a","description":"x"}""", """{"name":"a","description":"x","INPUTSCHEMA":{}}""")]
    [InlineData("""{"name":"a","Title":"x"}""", """{"name":"a","Title":"y"}""")]
    [InlineData("""{"name":"a","name":"b","x":["1","2"]}""", """{"name":"a","name":"b","x":["12"]}""")]
    public void Of_WhatClientsCouldReadDifferently_IsOfEverythingInIt(string one, string other)
    {
        Assert.NotEqual(Of(one), Of(other));
        Assert.Equal(Of(one), Of(one));
    }

    [Theory]
    [InlineData("""{ "name" : "a",  "name": "b" }""", """{"name":"a","name":"b"}""")]
    [InlineData("""{"name":"a","Description":"\u0078","n":1}""", """{"name":"a","Description":"x","n":1}""")]
    public void Of_WhatClientsCouldReadDifferently_DoesNotDependOnWhiteSpaceAndEscapes(string one, string other) => Assert.Equal(Of(one), Of(other));

    private static string Of(string entry) => ToolFingerprint.Of(Encoding.UTF8.GetBytes(entry));
}
