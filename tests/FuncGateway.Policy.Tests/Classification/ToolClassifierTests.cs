using System.Text.Json;
using FuncGateway.Policies.Classification;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Tests.Classification;

public sealed class ToolClassifierTests
{
    [Theory]
    [InlineData("list_payments", null, ToolClass.Read)]
    [InlineData("get_delete_log", null, ToolClass.Read)]
    [InlineData("search_code", null, ToolClass.Read)]
    [InlineData("gateway_resource_policy_get", null, ToolClass.Read)]
    [InlineData("search_index_delete", null, ToolClass.Destructive)]
    [InlineData("list-delete", null, ToolClass.Destructive)]
    [InlineData("cancel-async-job", null, ToolClass.Write)]
    [InlineData("cancelSubscription", null, ToolClass.Destructive)]
    [InlineData("gateway.cancel", "Cancel a pending tool invocation.", ToolClass.Write)]
    [InlineData("get_or_create_user", null, ToolClass.Write)]
    [InlineData("find_and_destroy", null, ToolClass.Destructive)]
    [InlineData("confirm_delete", "Asks for confirmation before deleting.", ToolClass.Destructive)]
    [InlineData("confirm_email_address", null, ToolClass.Write)]
    [InlineData("deletefile", null, ToolClass.Destructive)]
    [InlineData("HTTPServerRestart", null, ToolClass.Execute)]
    [InlineData("drop_stats", null, ToolClass.Destructive)]
    [InlineData("move_to_trash", null, ToolClass.Destructive)]
    [InlineData("transfer_ownership", null, ToolClass.Write)]
    [InlineData("send_money_to_owner", null, ToolClass.Financial)]
    [InlineData("charge_owner", null, ToolClass.Financial)]
    [InlineData("order_limit", null, ToolClass.Financial)]
    [InlineData("complete_draft_order", null, ToolClass.Write)]
    [InlineData("transfer", null, ToolClass.Financial)]
    [InlineData("create_payment_link", null, ToolClass.Financial)]
    [InlineData("delete_payment_method", null, ToolClass.Destructive)]
    [InlineData("payment_status", null, ToolClass.Read)]
    [InlineData("mouse_move", null, ToolClass.Execute)]
    [InlineData("browser_generate_test", null, ToolClass.Write)]
    [InlineData("text_to_speech", null, ToolClass.Write)]
    [InlineData("branch", "Lists, creates, renames, or deletes branches.", ToolClass.Destructive)]
    [InlineData("get_page", "Deletes the page.", ToolClass.Destructive)]
    [InlineData("lookup", "Does not delete anything.", ToolClass.Read)]
    [InlineData("finder", "Run a full-text search.", ToolClass.Read)]
    [InlineData("read_query", "Execute a SELECT query on the database.", ToolClass.Read)]
    [InlineData("notes", "Use this tool to delete all notes.", ToolClass.Destructive)]
    [InlineData("zorp", null, ToolClass.Execute)]
    [InlineData("日本", "日本語。", ToolClass.Execute)]
    public void Classify_ByWords_GivesTheClass(string name, string? description, ToolClass expected) =>
        Assert.Equal(expected, ToolClassifier.Classify(new ToolDefinition(name) { Description = description }).Class);

    [Fact]
    public void Classify_ANameWithoutAnyEvidence_SaysSoAndIsUncertain()
    {
        var found = ToolClassifier.Classify(new ToolDefinition("zorp"));
        Assert.Equal(new ClassReason(Signals.Nothing, ToolClass.Execute, 0.1, "name", "zorp"), Assert.Single(found.Reasons));
        Assert.False(found.IsCertain);
        Assert.Equal(ToolRisk.High, found.Risk);
    }

    [Fact]
    public void Classify_AReaderThatTakesSql_NamesTheParameterAndIsUncertain()
    {
        var found = ToolClassifier.Classify(WithSchema("get_rows", """{ "properties": { "sql": { "type": "string" } } }"""));
        Assert.Equal(ToolClass.Execute, found.Class);
        Assert.Equal(("inputSchema/properties/sql", "sql"), (found.Reasons[0].Where, found.Reasons[0].Found));
        Assert.False(found.IsCertain);
    }

    [Fact]
    public void Classify_AClearVerbAlone_IsCertain() =>
        Assert.True(ToolClassifier.Classify(new ToolDefinition("delete_user")).IsCertain);

    [Theory]
    [InlineData("get_user", true, null, ToolClass.Write)]
    [InlineData("get_user", null, false, ToolClass.Write)]
    [InlineData("get_user", false, true, ToolClass.Read)]
    [InlineData("update_user", true, null, ToolClass.Write)]
    [InlineData("zorp", true, null, ToolClass.Destructive)]
    public void Classify_WithHints_RaisesOnly(string name, bool? destructive, bool? readOnly, ToolClass expected)
    {
        var found = ToolClassifier.Classify(new ToolDefinition(name) { Hints = new(ReadOnly: readOnly, Destructive: destructive) });
        Assert.Equal(expected, found.Class);
        Assert.True(destructive != true || !found.IsCertain);
    }

    [Theory]
    [InlineData("update_user", true, ToolClass.Read)]
    [InlineData("update_user", false, ToolClass.Write)]
    [InlineData("run_user", true, ToolClass.Execute)]
    [InlineData("delete_user", true, ToolClass.Destructive)]
    public void Classify_AReadOnlyHint_LowersOnlyWriteOfATrustedServer(string name, bool isTrusted, ToolClass expected) =>
        Assert.Equal(expected, ToolClassifier.Classify(new ToolDefinition(name) { Hints = new(ReadOnly: true) }, isTrusted).Class);

    [Fact]
    public void Classify_AHugeDefinition_TakesBoundedWork()
    {
        var properties = string.Join(",", Enumerable.Range(0, 10_000).Select(number => $"\"p{number}\": {{ \"properties\": {{ \"q{number}\": {{}} }} }}").Prepend($"\"{new string('p', 100_000)}Sql\": {{}}"));
        var tool = WithSchema(new string('x', 1_000_000) + "_delete", $"{{ \"properties\": {{ {properties} }} }}") with { Description = new string('a', 1_000_000) };
        var found = ToolClassifier.Classify(tool);
        Assert.Equal(ToolClass.Execute, found.Class);
        Assert.All(found.Reasons, reason => Assert.InRange(reason.Found.Length + reason.Where.Length, 1, 1_000));
    }

    [Fact]
    public void Classify_ASchemaThatRefersToItself_Ends() =>
        Assert.Equal(ToolClass.Write, ToolClassifier.Classify(WithSchema("add_node", """{ "$ref": "#", "properties": { "child": { "$ref": "#" } }, "allOf": [{ "$ref": "#" }] }""")).Class);

    private static ToolDefinition WithSchema(string name, string schema) =>
        new(name) { InputSchema = JsonDocument.Parse(schema).RootElement };
}
