using System.Text;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Policies.Tests;

/// <summary>Parses policies and calls from text.</summary>
internal static class Policies
{
    public static Policy Read(string document)
    {
        var reading = PolicyReader.Read(Encoding.UTF8.GetBytes(document));
        return reading.Policy ?? throw new ArgumentException(string.Join("\n", reading.Problems), nameof(document));
    }

    public static Policy OfTool(string rule) => Read($$"""{ "version": "1", "default": "deny", "tools": { "a": {{rule}} } }""");

    public static Decision Decide(this Policy policy, string tool, string? arguments) =>
        policy.Decide(new ToolCall(tool, arguments is null ? default : Encoding.UTF8.GetBytes(arguments)));
}
