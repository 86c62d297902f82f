using System.Text.Json;
using FuncGateway.Policies.Classification;
using FuncGateway.Policies.Flows;
using FuncGateway.Policies.Tests.Tools;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Tests.Flows;

public sealed class FlowLegsTests
{
    [Theory]
    [InlineData("search_web", "", "", FlowLeg.UntrustedContent)]
    [InlineData("get_issue", "", "", FlowLeg.UntrustedContent)]
    [InlineData("list_issue_comments", "", "", FlowLeg.UntrustedContent)]
    [InlineData("search_emails", "", "", FlowLeg.UntrustedContent, FlowLeg.PrivateData)]
    [InlineData("slack_get_channel_history", "", "", FlowLeg.UntrustedContent, FlowLeg.PrivateData)]
    [InlineData("fetch", "Fetches a URL.", "url", FlowLeg.UntrustedContent, FlowLeg.WayOut)]
    [InlineData("read_file", "", "path", FlowLeg.PrivateData)]
    [InlineData("get_customer", "", "", FlowLeg.PrivateData)]
    [InlineData("get_secret", "", "", FlowLeg.PrivateData)]
    [InlineData("list_repositories", "", "", FlowLeg.PrivateData)]
    [InlineData("lookup", "Returns the records of the database.", "", FlowLeg.PrivateData)]
    [InlineData("run_query", "", "sql", FlowLeg.PrivateData, FlowLeg.WayOut)]
    [InlineData("bash", "", "command", FlowLeg.PrivateData, FlowLeg.WayOut)]
    [InlineData("send_email", "", "to body", FlowLeg.WayOut)]
    [InlineData("create_issue", "", "title body", FlowLeg.WayOut)]
    [InlineData("add_comment", "", "", FlowLeg.WayOut)]
    [InlineData("publish_article", "", "", FlowLeg.WayOut)]
    [InlineData("save_draft", "", "recipients body", FlowLeg.WayOut)]
    [InlineData("browser_snapshot", "", "", FlowLeg.UntrustedContent)]
    [InlineData("get_time", "Returns the time in a zone.", "zone")]
    [InlineData("get-sum", "Adds two numbers.", "a b")]
    [InlineData("write_file", "Writes a file.", "path content")]
    [InlineData("move_file", "Moves a file.", "from to")]
    [InlineData("delete_comment", "", "")]
    [InlineData("create_bookmark", "", "url")]
    public void Of_ATool_IsTheLegsThatItCanBe(string name, string description, string parameters, params FlowLeg[] legs)
    {
        var properties = string.Join(',', parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(each => $"\"{each}\":{{}}"));
        var tool = new ToolDefinition(name) { Description = description, InputSchema = JsonElement.Parse($$$"""{"type":"object","properties":{{{{properties}}}}}""") };

        var found = FlowLegs.Of(tool, ToolClassifier.Classify(tool).Class);

        Assert.Equal(legs, found.Select(reason => reason.Leg));
        Assert.All(found, reason => Assert.NotEmpty(reason.Why));
    }

    [Fact]
    public void Of_AReaderOfTheOpenWorld_ReadsUntrustedContent()
    {
        var tool = new ToolDefinition("get_weather") { Hints = new ToolHints(OpenWorld: true) };

        Assert.Equal([new LegReason(FlowLeg.UntrustedContent, "annotations/openWorldHint is true")], FlowLegs.Of(tool, ToolClass.Read));
        Assert.Empty(FlowLegs.Of(tool with { Hints = new ToolHints(OpenWorld: false) }, ToolClass.Read));
        Assert.Empty(FlowLegs.Of(tool, ToolClass.Write));
    }

    [Fact]
    public void Of_AToolThatAPersonHasClassified_BelievesThePerson()
    {
        var tool = new ToolDefinition("frobnicate");

        Assert.Equal([FlowLeg.WayOut], FlowLegs.Of(tool, ToolClass.Execute).Select(reason => reason.Leg));
        Assert.Empty(FlowLegs.Of(tool, ToolClass.Read));
    }

    [Fact]
    public void Of_AReason_NamesTheWordOrParameter()
    {
        Assert.Equal("the name contains 'issues', which others write", Assert.Single(FlowLegs.Of(new ToolDefinition("list_issues"), ToolClass.Read)).Why);
        Assert.Equal("the description says 'files', which is not for everybody", Assert.Single(FlowLegs.Of(new ToolDefinition("look") { Description = "Shows the files." }, ToolClass.Read)).Why);
    }

    [Fact]
    public void Of_TheFilesystemServer_IsPrivateDataOnly()
    {
        var legs = ToolLists.Read("server-filesystem").SelectMany(tool => FlowLegs.Of(tool, ToolClassifier.Classify(tool).Class)).Select(reason => reason.Leg);

        Assert.Equal([FlowLeg.PrivateData], legs.Distinct());
    }
}
