using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Documents;

/// <summary>A rule and where it stands in the document.</summary>
internal sealed record RuleAsWritten(Node Node, ToolRule Rule)
{
    public string Name => Node.Name ?? "";
}
