using System.Globalization;
using System.Text;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Bench.Classifier;

/// <summary>The figures of the classifier as the tables of <c>docs/inventory.md</c>.</summary>
public static class ClassifierTable
{
    private const string Begin = "<!-- classifier: begin -->";
    private const string End = "<!-- classifier: end -->";

    private static readonly ToolClass[] Classes = Enum.GetValues<ToolClass>();

    public static string Of(IReadOnlyList<CatalogueTool> tools)
    {
        var text = new StringBuilder();
        var tuning = new ClassifierFigures(tools.Where(tool => tool.IsForTuning));
        var held = new ClassifierFigures(tools.Where(tool => !tool.IsForTuning));
        Line(text, $"| half | tools | agreement | labels that quote the definition | agreement | deletes or pays, judged Read |");
        Line(text, $"|---|---:|---:|---:|---:|---:|");
        Half(text, "tuned on", tuning);
        Half(text, "held out", held);
        Line(text, $"\nHeld-out half; a row is a label, a column what the classifier says:\n");
        Line(text, $"| | {string.Join(" | ", Classes)} | precision | recall |");
        Line(text, $"|---|{string.Concat(Classes.Select(_ => "---:|"))}---:|---:|");
        foreach (var label in Classes)
        {
            Line(text, $"| {label} | {string.Join(" | ", Classes.Select(judged => held.Confusion(label, judged)))} | {held.Precision(label):P0} | {held.Recall(label):P0} |");
        }

        return text.ToString();
    }

    /// <summary>The table that stands in a page.</summary>
    public static string In(string page) => page[Range(page)].TrimStart('\n');

    /// <summary>The page with another table.</summary>
    public static string Replace(string page, string table) => $"{page[..Range(page).Start]}\n{table}{page[Range(page).End..]}";

    private static Range Range(string page) =>
        (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..page.IndexOf(End, StringComparison.Ordinal);

    private static void Half(StringBuilder text, string name, ClassifierFigures figures) =>
        Line(text, $"| {name} | {figures.Count} | {figures.Agreement:P1} | {figures.CountOfEvidence} | {figures.AgreementOfEvidence:P1} | {figures.MissedDangers.Count()} |");

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
