using System.Globalization;
using System.Text;
using System.Text.Json;
using FuncGateway.Policies.Classification;
using FuncGateway.Policies.Text;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Findings;

/// <summary>
/// Finds what a person should know about the tools of a server, by fixed rules: hidden characters, instructions to the model, names that mislead, addresses,
/// and parameters for secrets. All texts that an agent sees are looked at, those inside the schemas included. Never throws, and the work is bounded.
/// </summary>
public static class ToolFindings
{
    /// <summary>Maximum number of findings of one code for one tool.</summary>
    public const int MaxOfCode = 5;

    private const int MaxDescriptionBytes = 2 * 1024;

    /// <param name="others">The names of the tools of the other registered servers.</param>
    public static IReadOnlyList<Finding> Find(IReadOnlyList<ToolDefinition> tools, IReadOnlyCollection<OtherTools> others)
    {
        var names = new NameFindings(tools, others);
        return [.. tools.SelectMany(tool => Of(tool, names))];
    }

    private static IEnumerable<Finding> Of(ToolDefinition tool, NameFindings names) =>
        names.Find(tool)
            .Concat(ToolText.Of(tool).SelectMany(text => TextFindings.Find(text, names).Select(found => new Finding(found.Code, tool.Name, Excerpt.OfPath(text.Where), found.Evidence, found.Message))))
            .Concat(FindSecrets(tool))
            .Concat(FindLength(tool))
            .GroupBy(finding => finding.Code)
            .OrderBy(group => group.Key.Id, StringComparer.Ordinal)
            .SelectMany(group => group.DistinctBy(finding => (finding.Where, finding.Evidence)).Take(MaxOfCode));

    private static IEnumerable<Finding> FindSecrets(ToolDefinition tool) =>
        from parameter in Parameter.Of(tool.InputSchema)
        where SecretNames.Has(parameter.Name) && !IsFlag(parameter.Schema)
        select new Finding(
            FindingCode.SecretParameter, tool.Name, parameter.Where, VisibleText.Of(parameter.Name), "The parameter asks the model for a secret, which then passes through the conversation and the logs.");

    private static bool IsFlag(JsonElement schema) => JsonMembers.FindText(schema, "type") is "boolean" or "integer" or "number";

    private static IEnumerable<Finding> FindLength(ToolDefinition tool)
    {
        var bytes = Encoding.UTF8.GetByteCount(tool.Description ?? "");
        if (bytes > MaxDescriptionBytes)
        {
            yield return new Finding(
                FindingCode.LongDescription, tool.Name, "description", Excerpt.Around(tool.Description ?? "", 0, 1), string.Create(CultureInfo.InvariantCulture, $"The description has {bytes} bytes; instructions hide in long texts, and each request pays for them."));
        }
    }
}
