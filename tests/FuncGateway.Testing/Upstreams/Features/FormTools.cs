using System.ComponentModel;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using static ModelContextProtocol.Protocol.ElicitRequestParams;

namespace FuncGateway.Testing.Upstreams.Features;

/// <summary>Tools that ask the user of the client to fill in a form.</summary>
[McpServerToolType]
internal sealed class FormTools
{
    private static readonly string[] Options = ["option1", "option2", "option3"];

    [McpServerTool(Name = "test_elicitation"), Description("Asks for a name and an address.")]
    public static async Task<string> AskAsync(McpServer server, [Description("What to say.")] string message, CancellationToken cancellationToken)
    {
        var form = new RequestSchema
        {
            Properties =
            {
                ["username"] = new StringSchema { Description = "User's response" },
                ["email"] = new StringSchema { Description = "User's email address" },
            },
            Required = ["username", "email"],
        };
        return $"User response: {await AnswerAsync(server, message, form, cancellationToken)}";
    }

    [McpServerTool(Name = "test_elicitation_sep1034_defaults"), Description("Asks with a default for each kind of field.")]
    public static async Task<string> AskWithDefaultsAsync(McpServer server, CancellationToken cancellationToken)
    {
        var form = new RequestSchema
        {
            Properties =
            {
                ["name"] = new StringSchema { Default = "John Doe" },
                ["age"] = new NumberSchema { Type = "integer", Default = 30 },
                ["score"] = new NumberSchema { Default = 95.5 },
                ["status"] = new UntitledSingleSelectEnumSchema { Enum = ["active", "inactive", "pending"], Default = "active" },
                ["verified"] = new BooleanSchema { Default = true },
            },
        };
        return $"Elicitation completed: {await AnswerAsync(server, "Please check the defaults.", form, cancellationToken)}";
    }

    [McpServerTool(Name = "test_elicitation_sep1330_enums"), Description("Asks with each kind of choice.")]
    public static async Task<string> AskWithChoicesAsync(McpServer server, CancellationToken cancellationToken)
    {
        var form = new RequestSchema
        {
            Properties =
            {
                ["untitledSingle"] = new UntitledSingleSelectEnumSchema { Enum = [.. Options] },
                ["titledSingle"] = new TitledSingleSelectEnumSchema { OneOf = Titled("Option") },
#pragma warning disable MCP9001 // The kind of choice that the suite calls legacy is what is wanted here.
                ["legacyEnum"] = new LegacyTitledEnumSchema { Enum = ["opt1", "opt2", "opt3"], EnumNames = ["Option One", "Option Two", "Option Three"] },
#pragma warning restore MCP9001
                ["untitledMulti"] = new UntitledMultiSelectEnumSchema { Items = new() { Enum = [.. Options] } },
                ["titledMulti"] = new TitledMultiSelectEnumSchema { Items = new() { AnyOf = Titled("Choice") } },
            },
        };
        return $"Elicitation completed: {await AnswerAsync(server, "Please choose.", form, cancellationToken)}";
    }

    private static List<EnumSchemaOption> Titled(string noun) =>
    [
        new() { Const = "value1", Title = $"First {noun}" },
        new() { Const = "value2", Title = $"Second {noun}" },
        new() { Const = "value3", Title = $"Third {noun}" },
    ];

    private static async Task<string> AnswerAsync(McpServer server, string message, RequestSchema form, CancellationToken cancellationToken)
    {
        var answer = await server.ElicitAsync(new ElicitRequestParams { Message = message, RequestedSchema = form }, cancellationToken);
        return $"action={answer.Action}, content={JsonSerializer.Serialize(answer.Content)}";
    }
}
