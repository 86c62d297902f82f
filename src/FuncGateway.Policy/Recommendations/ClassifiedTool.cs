using FuncGateway.Policies.Classification;
using FuncGateway.Policies.Findings;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Recommendations;

/// <summary>A tool, its class, and why it has it.</summary>
/// <param name="Reason">One sentence, such as "Write: the name contains 'cancel'."</param>
public sealed record ClassifiedTool(string Name, ToolClass Class, string Reason)
{
    /// <summary>The codes of its findings of level error, each once and in order. Every preset hides a tool that has one.</summary>
    public IReadOnlyList<string> ErrorCodes { get; init; } = [];

    /// <summary>The tool in the class that the classifier gives it.</summary>
    public static ClassifiedTool Of(string name, ToolClassification classification) =>
        new(name, classification.Class, SentenceOf(classification));

    /// <summary>The same tool with the findings about it.</summary>
    public ClassifiedTool With(IEnumerable<Finding> findings) => this with
    {
        ErrorCodes = [.. findings.Where(finding => finding.Code.Level == FindingLevel.Error).Select(finding => finding.Code.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
    };

    private static string SentenceOf(ToolClassification classification)
    {
        var reason = classification.Reasons[0];
        var found = reason.Signal switch
        {
            Signals.NameVerb or Signals.NameWord or Signals.NameObject => $"the name contains '{reason.Found}'",
            Signals.DescriptionVerb or Signals.DescriptionClaim => $"the description says '{reason.Found}'",
            Signals.Parameter => $"it takes {reason.Found}",
            Signals.ParameterChoice => $"a parameter accepts '{reason.Found}'",
            Signals.SchemaUnread => $"a part of its schema was not read, because {reason.Found}",
            Signals.Annotation => $"{reason.Where} is {reason.Found}",
            _ => "nothing was recognized",
        };
        return $"{classification.Class}: {found}{(classification.IsCertain ? "" : "; look at this one")}.";
    }
}
