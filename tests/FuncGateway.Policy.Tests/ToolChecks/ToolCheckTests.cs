using System.Text;
using System.Text.Json;
using FuncGateway.Policies.Classification;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Recommendations;
using FuncGateway.Policies.Tests.Tools;
using FuncGateway.Policies.ToolChecks;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Tests.ToolChecks;

public sealed class ToolCheckTests
{
    private const string Read = """{"name":"read_file","inputSchema":{"type":"object","properties":{"path":{"type":"string"}}}}""";
    private const string Get = """{"name":"get_file","inputSchema":{"type":"object","properties":{"path":{"type":"string"}}}}""";
    private const string ReadMany = """{"name":"read_many","inputSchema":{"type":"object","properties":{"paths":{"type":"array","items":{"type":"string"}}}}}""";
    private const string OnPath = """{"require":[{"conditions":[{"path":"args.path","op":"eq","value":"/ok"}]}]}""";

    [Theory]
    [InlineData("read_fle", """/tools/read_fle: the server has no tool "read_fle"; did you mean "read_file"?""")]
    [InlineData("raed_fiel", """/tools/raed_fiel: the server has no tool "raed_fiel"; did you mean "read_file"?""")]
    [InlineData("ReadFile", """/tools/ReadFile: the server has no tool "ReadFile"; did you mean "read_file"?""")]
    [InlineData("erase", """/tools/erase: the server has no tool "erase" """)]
    [InlineData("write_*", """/tools/write_*: no tool of the server matches "write_*" """)]
    [InlineData("read_*", null)]
    [InlineData("read_file", null)]
    public void Find_WithTheNameOfATool_WarnsIfTheServerHasNone(string name, string? warning) =>
        Assert.Equal(warning is null ? [] : [warning.Trim()], Find($$"""{"{{name}}":{} }""", Read));

    [Fact]
    public void Find_WithNamesInHide_WarnsInDocumentOrder()
    {
        var warnings = FindIn("""{"version":"1","tools":{"nothing":{}},"hide":["get_fil","x*","read_file"],"default":"deny"}""", Read, Get);

        Assert.Equal(["/tools/nothing", "/hide/0", "/hide/1"], warnings.Select(warning => warning.Path));
        Assert.EndsWith("""did you mean "get_file"?""", warnings[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_WithAListThatWasNotReadToItsEnd_DoesNotWarnAboutNames()
    {
        var reading = PolicyReader.Read("""{"version":"1","default":"deny","tools":{"other":{}}}"""u8);

        Assert.Empty(ToolCheck.Find(reading, new ServerTools([Tool(Read)], IsComplete: false)));
        Assert.NotEmpty(ToolCheck.Find(reading, new ServerTools([Tool(Read)], IsComplete: true)));
    }

    [Fact]
    public void Find_InADocumentWithProblems_ReturnsNothing() =>
        Assert.Empty(FindIn("""{"version":"2","default":"deny","tools":{"other":{}}}""", Read));

    [Fact]
    public void Find_WithTheArgumentOfARuledTool_WarnsAtTheRuleWithoutACondition()
    {
        var warnings = Find($$"""{"read_file":{{OnPath}},"get_file":{} }""", Read, Get);

        Assert.Equal(["""/tools/get_file: the tool "get_file" takes the argument "path", on which the rule of "read_file" has conditions; no condition applies to it here"""], warnings);
    }

    [Theory]
    [InlineData("""{"read_file":ON_PATH,"get_file":ON_PATH}""")]
    [InlineData("""{"read_file":ON_PATH,"get_file":{"action":"deny"}}""")]
    [InlineData("""{"read_file":ON_PATH,"get_file":{"action":"require_approval"}}""")]
    [InlineData("""{"*_file":ON_PATH}""")]
    [InlineData("""{"read_file":ON_PATH}""")]
    [InlineData("""{"read_file":{"limits":[{"counter":"c","window":"day","max":5,"increment_from":"args.size"}]},"get_file":{}}""")]
    public void Find_WithTheArgumentOfARuledTool_DoesNotWarnIfItIsJudgedOrCannotBeCalled(string tools) =>
        Assert.DoesNotContain(Find(tools.Replace("ON_PATH", OnPath, StringComparison.Ordinal), Read, Get), warning => warning.Contains("takes", StringComparison.Ordinal));

    [Fact]
    public void Find_WithAHiddenSibling_DoesNotWarn() =>
        Assert.Empty(FindIn($$"""{"version":"1","default":"allow","hide":["get_file"],"tools":{"read_file":{{OnPath}} } }""", Read, Get));

    [Fact]
    public void Find_WithSiblingsThatOnlyTheDefaultAllows_WarnsOnceAtTheDefault()
    {
        var warnings = FindIn($$"""{"version":"1","default":"allow","tools":{"read_file":{{OnPath}} } }""", Read, Get, Get.Replace("get_file", "fetch_file", StringComparison.Ordinal));

        Assert.Equal("/default", Assert.Single(warnings).Path);
        Assert.StartsWith("""the tool "get_file" (and 1 more of these tools) takes the argument "path",""", warnings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_WithAConditionForAllTools_CountsItForEachTool()
    {
        var all = OnPath.Replace("require", "deny_if", StringComparison.Ordinal);

        Assert.Empty(FindIn($$"""{"version":"1","default":"deny","all_tools":{{all}},"tools":{"read_file":{{OnPath}},"get_file":{} } }""", Read, Get));
        Assert.Equal(
            "/tools/read_many",
            Assert.Single(FindIn($$"""{"version":"1","default":"deny","all_tools":{{all}},"tools":{"read_file":{},"read_many":{} } }""", Read, ReadMany)).Path);
    }

    [Theory]
    [InlineData("path", "paths")]
    [InlineData("path", "path_list")]
    [InlineData("filePath", "file_paths")]
    [InlineData("query", "queries")]
    [InlineData("box", "boxes")]
    [InlineData("address", "addresses")]
    public void Find_WithAListOfWhatARuleJudges_Warns(string scalar, string list)
    {
        var (read, many) = (Read.Replace("path", scalar, StringComparison.Ordinal), ReadMany.Replace("paths", list, StringComparison.Ordinal));
        var warnings = Find($$"""{"read_file":{{OnPath.Replace("path\":\"args.path", "path\":\"args." + scalar, StringComparison.Ordinal)}},"read_many":{} }""", read, many);

        Assert.Equal(
            [$"""/tools/read_many: the tool "read_many" takes the list "{list}", and the rule of "read_file" has conditions on "{scalar}"; no condition applies to the elements of the list"""], warnings);
    }

    [Fact]
    public void Find_WithASingleOfWhatARuleJudgesInLists_Warns()
    {
        const string OnPaths = """{"require":[{"conditions":[{"path":"args.paths[*]","op":"eq","value":"/ok"}]}]}""";

        var warnings = Find($$"""{"read_many":{{OnPaths}},"read_file":{} }""", Read, ReadMany);

        Assert.Contains("""has conditions on the elements of "paths"; no condition applies to it here""", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Find_WithAListBesideTheJudgedArgumentOfTheSameTool_Warns() =>
        Assert.StartsWith(
            "/tools/read_file: the tool \"read_file\" takes the list \"paths\"",
            Assert.Single(Find($$"""{"read_file":{{OnPath}}}""", """{"name":"read_file","inputSchema":{"properties":{"path":{"type":"string"},"paths":{"type":["array","null"]}}}}""")),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(Preset.ReadOnly)]
    [InlineData(Preset.Recommended)]
    [InlineData(Preset.Strict)]
    public void Find_InARecommendedPolicy_WarnsOfNothing(Preset preset)
    {
        foreach (var server in ToolLists.Names)
        {
            var tools = ToolLists.Read(server);
            var document = PolicyRecommendation.Write(preset, [.. tools.Select(tool => ClassifiedTool.Of(tool.Name, ToolClassifier.Classify(tool)))], [], [], []);

            Assert.Empty(ToolCheck.Find(PolicyReader.Read(document), new ServerTools(tools, IsComplete: true)));
        }
    }

    internal static string[] Find(string rules, params string[] tools) =>
        [.. FindIn($$"""{"version":"1","default":"deny","tools":{{rules}}}""", tools).Select(warning => $"{warning.Path}: {warning.Message}")];

    internal static IReadOnlyList<Problem> FindIn(string document, params string[] tools) =>
        ToolCheck.Find(PolicyReader.Read(Encoding.UTF8.GetBytes(document)), new ServerTools([.. tools.Select(Tool)], IsComplete: true));

    internal static ToolDefinition Tool(string json) =>
        ToolDefinition.TryRead(JsonElement.Parse(json), out var tool, out var problem) ? tool : throw new ArgumentException(problem, nameof(json));
}
