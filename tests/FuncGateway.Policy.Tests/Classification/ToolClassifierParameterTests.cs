using System.Text.Json;
using FuncGateway.Policies.Classification;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Tests.Classification;

/// <summary>What parameters say against the name of a tool, and what they do not.</summary>
public sealed class ToolClassifierParameterTests
{
    [Theory]
    [InlineData("check_host", "Checks a host.", """ "command": { "type": "string" } """, ToolClass.Execute)]
    [InlineData("check_host", "Checks a host.", """ "command": { "description": "The check command." } """, ToolClass.Execute)]
    [InlineData("check_command", "Checks a host.", """ "command": { "description": "The command to execute." } """, ToolClass.Execute)]
    [InlineData("check_command", "Runs the given command and reports its status.", """ "command": {} """, ToolClass.Execute)]
    [InlineData("validate_config", "Validates a configuration.", """ "script": { "type": "string" } """, ToolClass.Execute)]
    [InlineData("validate_config", "Validates a configuration.", """ "code": { "description": "Code to run before." } """, ToolClass.Execute)]
    [InlineData("analyze", null, """ "code": { "type": "string" } """, ToolClass.Execute)]
    [InlineData("analyze", "Analyzes data.", """ "code": { "description": "Python code." }, "data": {} """, ToolClass.Execute)]
    [InlineData("parse_table", "Parses a table.", """ "sql": { "type": "string" } """, ToolClass.Execute)]
    [InlineData("parse_table", "Parses a table.", """ "python_code": { "type": "string" } """, ToolClass.Execute)]
    [InlineData("get_value", "Gets a value.", """ "script": { "type": "string" } """, ToolClass.Execute)]
    [InlineData("get_user", "Gets a user.", """ "id": {}, "hard_delete": { "type": "boolean" } """, ToolClass.Destructive)]
    [InlineData("list_files", "Lists files.", """ "purge": { "type": "boolean" } """, ToolClass.Destructive)]
    [InlineData("list_files", "Lists files.", """ "delete_all": { "type": "boolean" } """, ToolClass.Destructive)]
    [InlineData("get_messages", "Gets messages.", """ "deleteAfterRead": { "type": "boolean" } """, ToolClass.Destructive)]
    [InlineData("get_status", "Gets the status.", """ "card_number": {}, "cvv": {}, "amount": {} """, ToolClass.Financial)]
    [InlineData("get_status", "Gets the status.", """ "card_number": {}, "cvv": {} """, ToolClass.Financial)]
    [InlineData("validate_card", "Validates a card.", """ "card_number": {}, "cvv": {}, "amount": {} """, ToolClass.Financial)]
    [InlineData("check_host", "Checks a host.", """ "amount": {}, "to_address": {} """, ToolClass.Financial)]
    public void Classify_AReaderWithAParameterThatActs_IsNotBelieved(string name, string? description, string properties, ToolClass expected)
    {
        var found = Classify(name, description, properties);
        Assert.Equal((expected, Signals.Parameter), (found.Class, found.Reasons[0].Signal));
        Assert.False(found.IsCertain);
    }

    [Theory]
    [InlineData("search_documents", "Searches documents.", """ "query": { "description": "Search terms." } """)]
    [InlineData("get_country", "Gets a country.", """ "code": { "type": "string" } """)]
    [InlineData("lookup_error", "Looks an error up.", """ "code": { "type": "integer" } """)]
    [InlineData("check_coupon", "Checks a coupon.", """ "code": { "description": "The coupon code." } """)]
    [InlineData("check", "Checks a voucher.", """ "code": { "description": "The voucher code." } """)]
    [InlineData("get_repository", "Gets a repository.", """ "command": { "enum": ["status", "list", "show"] } """)]
    [InlineData("search_code", "Searches code.", """ "code": { "description": "Python code to find." }, "language": {} """)]
    [InlineData("analyze_code", "Analyzes code.", """ "code": { "description": "Source code." }, "language": { "enum": ["python", "javascript"] } """)]
    [InlineData("analyze", "Analyzes code for problems.", """ "code": { "description": "The code to analyze." } """)]
    [InlineData("review_code", "Reviews code without running it.", """ "code": { "description": "Code, which is not executed." } """)]
    [InlineData("check_script", "Checks a script. It doesn't run the script.", """ "script": {} """)]
    [InlineData("explain_command", "Explains a command.", """ "cmd": { "type": "string" } """)]
    [InlineData("validate_script", "Validates a script before you run it.", """ "script": { "type": "string" } """)]
    [InlineData("get_script", "Gets a script.", """ "script": { "type": "string" } """)]
    [InlineData("list_runs", "Lists runs.", """ "script": { "description": "Filter by the name of a script." } """)]
    [InlineData("list_users", "Lists users.", """ "permanent": { "type": "boolean" } """)]
    [InlineData("list_files", "Lists files.", """ "include_deleted": { "type": "boolean" } """)]
    [InlineData("validate_card", "Validates a card.", """ "card_number": {}, "cvv": {} """)]
    [InlineData("list_transactions", "Lists transactions.", """ "card_number": {} """)]
    [InlineData("verify_payment", "Verifies a payment.", """ "amount": {}, "recipient": {} """)]
    public void Classify_AReaderWithAParameterThatOnlyLooksLikeIt_IsACertainReader(string name, string description, string properties)
    {
        var found = Classify(name, description, properties);
        Assert.Equal(ToolClass.Read, found.Class);
        Assert.True(found.IsCertain);
    }

    [Theory]
    [InlineData("apply_discount", """ "code": { "description": "The discount code." } """, ToolClass.Write)]
    [InlineData("create_country", """ "code": { "description": "ISO 3166 code." } """, ToolClass.Write)]
    [InlineData("update_cells", """ "code": { "description": "Computes the cells." } """, ToolClass.Execute)]
    public void Classify_AWriterWithACode_IsExecuteUnlessItIsACodeOfAThing(string name, string properties, ToolClass expected) =>
        Assert.Equal(expected, Classify(name, null, properties).Class);

    private static ToolClassification Classify(string name, string? description, string properties) =>
        ToolClassifier.Classify(new ToolDefinition(name)
        {
            Description = description,
            InputSchema = JsonDocument.Parse($$"""{ "type": "object", "properties": { {{properties}} } }""").RootElement,
        });
}
