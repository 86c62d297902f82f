using System.Text.Json;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Tests.Tools;

public sealed class ToolDefinitionTests
{
    [Fact]
    public void TryRead_AWholeEntry_ReadsAllOfIt()
    {
        var tool = Read("""
            { "name": "a", "title": "A", "description": "Does it.", "inputSchema": { "type": "object" }, "outputSchema": {},
              "annotations": { "readOnlyHint": true, "destructiveHint": false, "idempotentHint": true, "openWorldHint": false } }
            """);
        Assert.Equal(("a", "A", "Does it."), (tool.Name, tool.Title, tool.Description));
        Assert.Equal(new ToolHints(true, false, true, false), tool.Hints);
        Assert.Equal(JsonValueKind.Object, tool.InputSchema?.ValueKind);
        Assert.Equal(JsonValueKind.Object, tool.OutputSchema?.ValueKind);
    }

    [Fact]
    public void TryRead_OddMembers_CountAsAbsent()
    {
        var tool = Read("""{ "\ud800": 1, "name": "a", "title": 1, "description": "\udc00", "inputSchema": [], "outputSchema": true, "annotations": { "readOnlyHint": "true", "title": "T" } }""");
        Assert.Equal("T", tool.Title);
        Assert.Null(tool.Description);
        Assert.Null(tool.InputSchema);
        Assert.Null(tool.OutputSchema);
        Assert.Equal(new ToolHints(), tool.Hints);
    }

    [Theory]
    [InlineData("3", "found a number; accepted: an object with a name")]
    [InlineData("{}", "found no name; accepted: a name of at least one character")]
    [InlineData("""{ "name": null }""", "found null as the name; accepted: a name of at least one character")]
    [InlineData("""{ "name": "" }""", "found an empty name; accepted: a name of at least one character")]
    [InlineData("""{ "name": "a\ud800" }""", "found a name with half of a surrogate pair; accepted: Unicode text")]
    public void TryRead_WithoutAUsableName_SaysWhatWasFound(string json, string expected)
    {
        Assert.False(ToolDefinition.TryRead(JsonDocument.Parse(json).RootElement, out var tool, out var problem));
        Assert.Null(tool);
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void TryRead_Schemas_OutliveTheDocument()
    {
        var document = JsonDocument.Parse("""{ "name": "a", "inputSchema": { "type": "object" } }""");
        Assert.True(ToolDefinition.TryRead(document.RootElement, out var tool, out _));
        document.Dispose();
        Assert.Equal("object", tool.InputSchema?.GetProperty("type").GetString());
    }

    private static ToolDefinition Read(string json) =>
        ToolDefinition.TryRead(JsonDocument.Parse(json).RootElement, out var tool, out var problem) ? tool : throw new InvalidDataException(problem);
}
