namespace FuncGateway.Policies.Documents;

/// <summary>What a reading has to say: mistakes, and what is accepted but deserves a look.</summary>
internal sealed record Findings(ProblemList Problems, ProblemList Warnings)
{
    public static Findings None() => new(new ProblemList(), new ProblemList());

    public void Refuse(Node node, string accepted) => Problems.Add(node, $"found {node.Found}; accepted: {accepted}");
}
