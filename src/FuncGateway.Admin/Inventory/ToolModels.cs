using System.Text.Json;
using System.Text.Json.Serialization;
using FuncGateway.Admin.Http;
using FuncGateway.Core.Inventory;
using FuncGateway.Policies.Classification;
using FuncGateway.Policies.Findings;
using FuncGateway.Policies.Recommendations;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Admin.Inventory;

/// <summary>The tools of the newest snapshot.</summary>
/// <param name="Stopped">Why the list was not read to its end; absent if it was.</param>
internal sealed record ToolsView(int Snapshot, DateTimeOffset At, IReadOnlyList<ToolView> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Stopped);

/// <summary>A tool as returned by the admin API.</summary>
/// <param name="Class">The class that counts: the one that a person has set, or else the classifier's.</param>
/// <param name="Certain">Whether the classifier's evidence is clear; if not, a person should look at the tool.</param>
/// <param name="Override">Who has set the class, and when; absent if nobody has.</param>
/// <param name="State"><c>accepted</c>, <c>new</c> or <c>changed</c>.</param>
/// <param name="RecommendedRule">The rule that the preset 'recommended' has for the tool; null if it hides the tool, as it does with a finding of level error.</param>
/// <param name="Page">The page of the documentation about such tools.</param>
/// <param name="Fingerprint">SHA-256 of what a model is shown of the definition.</param>
/// <param name="Definition">The tool as the server lists it.</param>
internal sealed record ToolView(
    string Name,
    ToolClass Class,
    ToolRisk Risk,
    bool Certain,
    double Confidence,
    IReadOnlyList<ReasonView> Reasons,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] OverrideView? Override,
    ToolState State,
    IReadOnlyList<FindingView> Findings,
    JsonElement? RecommendedRule,
    string Page,
    string Fingerprint,
    JsonElement Definition)
{
    public static ToolView Of(InventoriedTool tool, IReadOnlyList<Finding> findings) => new(
        tool.Tool.Name,
        tool.Class,
        tool.Risk,
        tool.Classification.IsCertain || tool.Override is not null,
        tool.Classification.Confidence,
        ReasonView.ListOf(tool.Classification),
        tool.Override is { } change ? new OverrideView(change.By, change.At, tool.Classification.Class) : null,
        tool.State,
        [.. findings.Select(FindingView.Of)],
        DefinitionView.RuleOf(tool.ForRecommendation.With(findings)),
        DefinitionView.PageOf(tool.Class),
        tool.Fingerprint,
        tool.Definition);
}

/// <summary>The definition of a tool that later ones are compared with.</summary>
/// <param name="Snapshot">The newest snapshot that has it.</param>
/// <param name="Definition">The tool as the server listed it.</param>
internal sealed record KnownDefinitionView(int Snapshot, DateTimeOffset At, string Fingerprint, JsonElement Definition);

/// <summary>A tool that no registered server has.</summary>
/// <param name="Certain">Whether the evidence is clear; if not, a person should look at the tool.</param>
/// <param name="RecommendedRule">The rule that the preset 'recommended' has for the tool; null if it hides the tool, as it does with a finding of level error.</param>
/// <param name="Page">The page of the documentation about such tools.</param>
internal sealed record DefinitionView(
    string Name, ToolClass Class, ToolRisk Risk, bool Certain, double Confidence, IReadOnlyList<ReasonView> Reasons, IReadOnlyList<FindingView> Findings, JsonElement? RecommendedRule, string Page)
{
    public static DefinitionView Of(ToolDefinition tool, ToolClassification classification, IReadOnlyList<Finding> findings) => new(
        tool.Name,
        classification.Class,
        classification.Risk,
        classification.IsCertain,
        classification.Confidence,
        ReasonView.ListOf(classification),
        [.. findings.Select(FindingView.Of)],
        RuleOf(ClassifiedTool.Of(tool.Name, classification).With(findings)),
        PageOf(classification.Class));

    public static JsonElement? RuleOf(ClassifiedTool tool) => PolicyRecommendation.WriteRule(Preset.Recommended, tool) is { } rule ? JsonElement.Parse(rule) : null;

    public static string PageOf(ToolClass toolClass) => $"docs/classes/{ToolClassNames.Of(toolClass)}.md";
}

/// <summary>The request body with tool definitions to classify.</summary>
/// <param name="Tools">Each as in <c>tools/list</c>: <c>name</c>, and optionally <c>title</c>, <c>description</c>, <c>inputSchema</c>, <c>outputSchema</c> and <c>annotations</c>.</param>
internal sealed record DefinitionsBody(IReadOnlyList<JsonElement> Tools);

/// <summary>Something in a definition that a person should know.</summary>
/// <param name="Code">Such as <c>FG001</c>.</param>
/// <param name="Level"><c>note</c>, <c>warning</c> or <c>error</c>.</param>
/// <param name="Evidence">What was found, with invisible characters escaped.</param>
/// <param name="Page">The page of the documentation about such findings.</param>
internal sealed record FindingView(string Code, string Name, FindingLevel Level, string Tool, string Where, string Evidence, string Message, string Page)
{
    public static FindingView Of(Finding finding) =>
        new(finding.Code.Id, finding.Code.Name, finding.Code.Level, finding.Tool, finding.Where, finding.Evidence, finding.Message, $"docs/findings/{finding.Code.Id}.md");
}

/// <summary>Evidence for a class. The strongest 20 pieces are shown, those for the class that was chosen first.</summary>
/// <param name="Signal">What kind of evidence it is.</param>
/// <param name="Where">Where in the definition it was found.</param>
/// <param name="Found">The word, parameter or value.</param>
internal sealed record ReasonView(string Signal, ToolClass Class, double Weight, string Where, string Found)
{
    private const int MaxShown = 20;

    public static IReadOnlyList<ReasonView> ListOf(ToolClassification classification) => [.. classification.Reasons.Take(MaxShown).Select(Of)];

    private static ReasonView Of(ClassReason reason) => new(reason.Signal, reason.Class, reason.Weight, reason.Where, reason.Found);
}

/// <summary>A class that a person has set.</summary>
/// <param name="Instead">The class that the classifier finds.</param>
internal sealed record OverrideView(string By, DateTimeOffset At, ToolClass Instead);

/// <summary>The request body that sets the class of a tool.</summary>
/// <param name="Class"><c>read</c>, <c>write</c>, <c>execute</c>, <c>destructive</c> or <c>financial</c>; null for the class that the classifier finds.</param>
internal sealed record ClassBody(string? Class);

/// <summary>What people have decided about a tool.</summary>
/// <param name="Accepted">The fingerprint of the accepted definition; null if none has been accepted.</param>
/// <param name="Class">The class that a person has set; null if nobody has.</param>
internal sealed record ToolDecided(string Tool, string? Accepted, ToolClass? Class) : IAuditedResult
{
    public string ForAudit() => $"definition {Accepted ?? "not accepted"}, class {(Class is { } set ? ToolClassNames.Of(set) : "not set")}";
}
