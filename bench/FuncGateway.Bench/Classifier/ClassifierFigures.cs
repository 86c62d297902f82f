using FuncGateway.Policies.Tools;

namespace FuncGateway.Bench.Classifier;

/// <summary>How the classifier judges labelled tools. A tool whose label is not a class is left out.</summary>
public sealed class ClassifierFigures
{
    private readonly (CatalogueTool Tool, ToolClass Label, ToolClass Judged)[] _judged;

    public ClassifierFigures(IEnumerable<CatalogueTool> tools) =>
        _judged = [.. tools.Where(tool => tool.Label is not null).Select(tool => (tool, tool.Label ?? default, tool.Judged))];

    public int Count => _judged.Length;

    public int CountOfEvidence => _judged.Count(each => each.Tool.Basis == "evidence");

    /// <summary>The part of all tools whose class is their label, from 0 to 1.</summary>
    public double Agreement => (double)_judged.Count(each => each.Judged == each.Label) / Count;

    /// <summary>The same of those whose label quotes the definition.</summary>
    public double AgreementOfEvidence => (double)_judged.Count(each => each.Tool.Basis == "evidence" && each.Judged == each.Label) / CountOfEvidence;

    /// <summary>The tools that delete or move money by their label and are judged to be reading.</summary>
    public IEnumerable<CatalogueTool> MissedDangers =>
        _judged.Where(each => each is { Label: ToolClass.Destructive or ToolClass.Financial, Judged: ToolClass.Read }).Select(each => each.Tool);

    public IEnumerable<(CatalogueTool Tool, ToolClass Judged)> Disagreements => _judged.Where(each => each.Judged != each.Label).Select(each => (each.Tool, each.Judged));

    public int Confusion(ToolClass label, ToolClass judged) => _judged.Count(each => each.Label == label && each.Judged == judged);

    /// <summary>The part of the tools judged to be of the class whose label is the class.</summary>
    public double Precision(ToolClass toolClass) => (double)Confusion(toolClass, toolClass) / _judged.Count(each => each.Judged == toolClass);

    /// <summary>The part of the tools with the label that are judged to be of the class.</summary>
    public double Recall(ToolClass toolClass) => (double)Confusion(toolClass, toolClass) / _judged.Count(each => each.Label == toolClass);
}
