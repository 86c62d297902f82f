using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Classification;

/// <summary>The class of a tool and why.</summary>
/// <param name="Confidence">From 0 to 1: how much stronger the evidence for the class is than the evidence for any other.</param>
/// <param name="Reasons">All evidence, that for the class first. Never empty.</param>
public sealed record ToolClassification(ToolClass Class, double Confidence, IReadOnlyList<ClassReason> Reasons)
{
    /// <summary>From this confidence on, a person need not look at the tool.</summary>
    public const double CertainFrom = 0.5;

    public ToolRisk Risk => ToolRisks.Of(Class);

    /// <summary>Whether the class can be used without a person looking at it.</summary>
    public bool IsCertain => Confidence >= CertainFrom;
}
