using System.Text;
using System.Text.Json.Nodes;
using FuncGateway.Policies.Classification;
using FuncGateway.Policies.Flows;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Tests.Flows;

public sealed class ToxicFlowTests
{
    private const string AllowAll = """{ "version": "1", "default": "allow" }""";

    private static readonly string[] Mail = ["search_emails", "read_email", "send_email"];
    private static readonly string[] Files = ["read_file", "list_directory", "write_file"];
    private static readonly string[] Web = ["search_web", "search_news"];

    [Fact]
    public void Of_MailFilesAndWeb_IsCompleteOverAllServers()
    {
        var flow = ToxicFlow.Of([.. Tools("mail", AllowAll, Mail), .. Tools("files", AllowAll, Files), .. Tools("web", AllowAll, Web)]);

        Assert.True(flow.IsComplete);
        Assert.Equal(["mail/search_emails", "mail/read_email", "web/search_web", "web/search_news"], Names(flow, FlowLeg.UntrustedContent));
        Assert.Equal(["mail/search_emails", "mail/read_email", "files/read_file", "files/list_directory"], Names(flow, FlowLeg.PrivateData));
        Assert.Equal(["mail/send_email"], Names(flow, FlowLeg.WayOut));
        Assert.Equal(FlowLeg.WayOut, flow.Narrowest);
        var found = Assert.Single(FlowBreak.Of(flow));
        Assert.Equal(("mail", """{"tools":{"send_email":{"require_approval":[{"conditions":[]}]}}}"""), (found.Server, Encoding.UTF8.GetString(found.Fragment)));
    }

    [Fact]
    public void Of_FilesAndTime_IsNotComplete()
    {
        var flow = ToxicFlow.Of([.. Tools("files", AllowAll, Files), .. Tools("clock", AllowAll, ["get_time", "convert_time_zone"])]);

        Assert.False(flow.IsComplete);
        Assert.Null(flow.Narrowest);
        Assert.Empty(FlowBreak.Of(flow));
        Assert.Empty(Names(flow, FlowLeg.UntrustedContent));
        Assert.NotEmpty(Names(flow, FlowLeg.PrivateData));
    }

    [Theory]
    [InlineData("""{ "version": "1", "default": "allow", "tools": { "send_email": { "deny_if": [ { "conditions": [] } ] } } }""")]
    [InlineData("""{ "version": "1", "default": "allow", "hide": [ "send_*" ] }""")]
    [InlineData("""{ "version": "1", "default": "deny", "tools": { "search_emails": {}, "read_email": {} } }""")]
    public void Of_ToolsThatTheGrantMayNotCall_DoNotCount(string policy)
    {
        var flow = ToxicFlow.Of([.. Tools("mail", policy, Mail), .. Tools("files", AllowAll, Files)]);

        Assert.False(flow.IsComplete);
        Assert.Empty(Names(flow, FlowLeg.WayOut));
    }

    [Fact]
    public void Break_AddedToThePolicy_BreaksTheFlow()
    {
        const string Written = """{ "version": "1", "default": "deny", "tools": { "s*": { "limits": [ { "counter": "c", "window": "minute", "max": 1 } ] }, "read_email": {} } }""";
        var files = Tools("files", AllowAll, Files).ToArray();
        var before = ToxicFlow.Of([.. Tools("mail", Written, Mail), .. files]);
        var policy = Assert.IsType<JsonObject>(JsonNode.Parse(Written));
        Merge(policy, Assert.IsType<JsonObject>(JsonNode.Parse(Assert.Single(FlowBreak.Of(before)).Fragment)));

        var after = ToxicFlow.Of([.. Tools("mail", policy.ToJsonString(), Mail), .. files]);

        Assert.True(before.IsComplete);
        Assert.False(after.IsComplete);
        Assert.True(Assert.Single(after.ToolsOf(FlowLeg.WayOut)).IsHeld);
        Assert.Equal("""{"s*":{"limits":[{"counter":"c","window":"minute","max":1}],"require_approval":[{"conditions":[]}]},"read_email":{}}""", policy["tools"]?.ToJsonString());
    }

    [Fact]
    public void Break_AtSeveralServers_HasOneFragmentForEach()
    {
        var flow = ToxicFlow.Of([.. Tools("a", AllowAll, ["read_file", "get_issue", "send_email"]), .. Tools("b", AllowAll, ["read_file", "get_issue", "post_message", "send_*"]), .. Tools("c", AllowAll, ["get_issue", "get_issue_comments", "get_customer", "list_files"])]);

        Assert.Equal((true, FlowLeg.WayOut), (flow.IsComplete, flow.Narrowest));
        Assert.Equal(
            ["a {\"tools\":{\"send_email\":{\"require_approval\":[{\"conditions\":[]}]}}} ", "b {\"tools\":{\"post_message\":{\"require_approval\":[{\"conditions\":[]}]}}} send_*"],
            FlowBreak.Of(flow).Select(found => $"{found.Server} {Encoding.UTF8.GetString(found.Fragment)} {string.Join(' ', found.LeftOut)}"));
    }

    private static IEnumerable<FlowTool> Tools(string server, string document, string[] names)
    {
        var policy = Policies.Read(document);
        return names.Select(name => new ToolDefinition(name)).Select(tool => new FlowTool(server, tool.Name, policy.Describe(tool.Name), FlowLegs.Of(tool, ToolClassifier.Classify(tool).Class)));
    }

    private static void Merge(JsonObject into, JsonObject added)
    {
        foreach (var (name, value) in added)
        {
            if (into[name] is JsonObject there && value is JsonObject more)
            {
                Merge(there, more);
            }
            else
            {
                into[name] = value?.DeepClone();
            }
        }
    }

    private static IEnumerable<string> Names(ToxicFlow flow, FlowLeg leg) => flow.ToolsOf(leg).Select(tool => $"{tool.Tool.Server}/{tool.Tool.Name}");
}
