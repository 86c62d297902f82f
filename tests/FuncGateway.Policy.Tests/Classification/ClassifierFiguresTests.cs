using FuncGateway.Bench.Classifier;
using FuncGateway.Policies.Classification;
using Xunit.Abstractions;

namespace FuncGateway.Policies.Tests.Classification;

public sealed class ClassifierFiguresTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<CatalogueTool> Tools = CatalogueTool.Read(Path.Combine(AppContext.BaseDirectory, "corpus", "tools", "catalogue.jsonl"));

    [Fact]
    public void Classify_TheHeldOutHalf_AgreesWithItsLabels()
    {
        output.WriteLine(ClassifierTable.Of(Tools));
        var held = new ClassifierFigures(Tools.Where(tool => !tool.IsForTuning));
        Assert.InRange(held.AgreementOfEvidence, 35.0 / 40, 1);
        Assert.InRange(held.Agreement, 139.0 / 171, 1);
    }

    [Fact]
    public void Classify_ToolsThatDeleteOrPay_AreNeverRead() =>
        Assert.Empty(new ClassifierFigures(Tools).MissedDangers);

    [Fact]
    public void Classify_DefinitionsWithSchemas_AgreesWithAllLabels() =>
        Assert.Empty(SchemaTool.All
            .Select(each => (each.Tool.Name, each.Class, Result: ToolClassifier.Classify(each.Tool, each.IsTrusted)))
            .Where(each => each.Result.Class != each.Class)
            .Select(each => $"{each.Name}: {each.Result.Class} instead of {each.Class}, {string.Join("; ", each.Result.Reasons)}"));

    [Fact]
    public void Table_InTheDocument_IsTheComputedOne() =>
        Assert.Equal(
            ClassifierTable.Of(Tools),
            ClassifierTable.In(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "inventory.md")).ReplaceLineEndings("\n")));
}
