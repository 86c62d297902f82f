using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Classification;

/// <summary>Collects the evidence for the classes of one tool and weighs it.</summary>
internal sealed class Evidence
{
    // A tool that deletes or pays also writes, so evidence for writing or running is hardly evidence against it.
    private const double OppositionOfActing = 0.4;

    private const double MaxIncomplete = 0.4;

    private readonly List<(ClassReason Reason, bool Counts)> _found = [];

    /// <summary>The most severe class with evidence that counts; null if nothing counts.</summary>
    public ToolClass? Class => _found.Where(each => each.Counts).Select(each => (ToolClass?)each.Reason.Class).Max();

    /// <summary>Whether a part of the definition was not read, so that no class is certain.</summary>
    public bool IsIncomplete { get; set; }

    public void Add(ClassReason reason) => _found.Add((reason, true));

    /// <summary>Adds evidence that does not decide the class, but supports it or speaks against it.</summary>
    public void AddBeside(ClassReason reason) => _found.Add((reason, false));

    /// <summary>The classification in <paramref name="toolClass"/>, or in the class of the evidence.</summary>
    public ToolClassification Weigh(ToolClass toolClass)
    {
        var opposition = Enum.GetValues<ToolClass>().Where(other => other != toolClass).Max(other => Support(other) * Opposition(other, toolClass));
        var confidence = Math.Round(Math.Clamp(Support(toolClass) - opposition, 0, IsIncomplete ? MaxIncomplete : 1), 2);
        var ordered = _found.Select(each => each.Reason).OrderByDescending(reason => reason.Class == toolClass).ThenByDescending(reason => reason.Weight);
        return new ToolClassification(toolClass, confidence, [.. ordered]);
    }

    private static double Opposition(ToolClass other, ToolClass chosen) =>
        other is ToolClass.Read || other > chosen ? 1 : OppositionOfActing;

    // Independent pieces of evidence: the probability that not all of them are wrong.
    private double Support(ToolClass toolClass) =>
        1 - _found.Where(each => each.Reason.Class == toolClass).Aggregate(1.0, (doubt, each) => doubt * (1 - each.Reason.Weight));
}
