namespace FuncGateway.Policies.Documents;

/// <summary>Where in a document a rule is, which determines its fields.</summary>
internal enum RuleKind
{
    AllTools,
    Tool,
    Resource,
    Prompt,
}
