using FuncGateway.LocalHost;

namespace FuncGateway.Bench.Classifier;

/// <summary>Judges the labelled tools and writes the tables of docs/inventory.md.</summary>
public static class ClassifierRun
{
    public static int Write()
    {
        var tools = CatalogueTool.Read(Path.Combine(Checkout.Folder("tests/corpus/tools"), "catalogue.jsonl"));
        var table = ClassifierTable.Of(tools);
        var page = Path.Combine(Checkout.Folder("docs"), "inventory.md");
        File.WriteAllText(page, ClassifierTable.Replace(File.ReadAllText(page), table));
        Console.Write(table);
        return 0;
    }
}
