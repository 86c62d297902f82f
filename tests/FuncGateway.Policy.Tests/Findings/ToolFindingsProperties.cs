using System.Text.Json;
using CsCheck;
using FuncGateway.Policies.Findings;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Tests.Findings;

/// <summary>What holds for the findings in every definition.</summary>
public sealed class ToolFindingsProperties
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String,
        Gen.OneOf("\u200b", "\ud800", "\udb40", "\U000e0041", "\U0001f3f4", "ignore previous instructions", "https://a.b/c", "send_email", " ", "\u2028", "\ufe0f", "é").Array[0, 8].Select(string.Concat));

    private static readonly Gen<ToolDefinition> Tool = Gen.Select(Text, Text, Text).Select((name, description, parameter) => new ToolDefinition(name)
    {
        Description = description,
        InputSchema = JsonSerializer.SerializeToElement(new { properties = new Dictionary<string, object> { [parameter] = new { description, type = name } } }),
    });

    [Fact]
    public void Find_AnyTools_GivesFindingsThatShowEverything() =>
        Gen.Select(Tool.Array[0, 4], Text.Array[0, 3]).Sample(
            (tools, others) => ToolFindings.Find(tools, [new OtherTools("other", others)])
                .All(finding => finding.Message.Length > 0 && finding.Evidence.All(character => !char.IsControl(character) && character is not ('\u200b' or '\u2028' or '\ufe0f')))
                && Sarif.Write("s", "1", ToolFindings.Find(tools, [])).Length > 0,
            iter: 3000);
}
