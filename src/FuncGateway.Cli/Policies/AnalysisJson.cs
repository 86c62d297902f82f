using System.Text.Json.Nodes;
using FuncGateway.Policies.Analysis.Diffs;
using FuncGateway.Policies.Analysis.Testing;
using FuncGateway.Policies.Analysis.Verification;

namespace FuncGateway.Cli.Policies;

/// <summary>Writes what an analysis on this machine found as the gateway writes it.</summary>
/// <remarks>Counts are <see cref="long"/>, as commands read those of the gateway: a JSON value that was made of an <see cref="int"/> is read as nothing else.</remarks>
internal static class AnalysisJson
{
    // As long as those that the gateway shows.
    private const int MaxArguments = 8 * 1_024;

    public static JsonObject Of(PolicyDiff diff) => new()
    {
        ["result"] = Camel(diff.Result),
        ["changes"] = new JsonArray([.. diff.Changes.Select(Of)]),
        ["total"] = (long)diff.Total,
        ["notDecided"] = new JsonArray([.. diff.NotDecided.Select(part => new JsonObject { ["subject"] = part.Subject, ["name"] = part.Name, ["rule"] = part.Rule, ["why"] = part.Why })]),
    };

    public static JsonObject Of(PolicyVerification verification) => new()
    {
        ["findings"] = new JsonArray([.. verification.Findings.Select(finding => new JsonObject
        {
            ["code"] = finding.Code.Id,
            ["name"] = finding.Code.Name,
            ["level"] = Camel(finding.Code.Level),
            ["path"] = finding.Path,
            ["message"] = finding.Message,
            ["witness"] = Of(finding.Witness),
        })]),
        ["total"] = (long)verification.Total,
        ["invariants"] = new JsonObject { ["proved"] = (long)verification.Proved, ["violated"] = (long)verification.Violated, ["notDecided"] = (long)verification.NotDecided },
    };

    /// <param name="suite">The file of tests, and their results.</param>
    public static JsonObject Of((string File, TestReport Report) suite) => new()
    {
        ["tests"] = suite.File,
        ["results"] = new JsonArray([.. suite.Report.Results.Select(result => new JsonObject { ["name"] = result.Name, ["pointer"] = result.Pointer, ["outcome"] = Camel(result.Outcome), ["message"] = result.Message })]),
        ["coverage"] = Of(suite.Report.Coverage),
    };

    private static JsonObject Of(TestCoverage coverage) => new()
    {
        ["entries"] = coverage.Entries,
        ["coveredEntries"] = coverage.CoveredEntries,
        ["uncoveredEntries"] = new JsonArray([.. coverage.UncoveredEntries.Select(entry => JsonValue.Create(entry))]),
        ["cells"] = coverage.Cells,
        ["coveredCells"] = coverage.CoveredCells,
        ["uncoveredCells"] = new JsonArray([.. coverage.UncoveredCells.Select(cell => new JsonObject { ["verdict"] = cell.Verdict, ["rule"] = cell.Rule, ["call"] = Of(cell.Call) })]),
        ["notDecided"] = new JsonArray([.. coverage.NotDecided.Select(rule => JsonValue.Create(rule))]),
    };

    private static JsonObject Of(AccessChange change) => new()
    {
        ["kind"] = Camel(change.Kind),
        ["subject"] = change.Subject,
        ["name"] = change.Name,
        ["from"] = change.From,
        ["to"] = change.To,
        ["effect"] = Camel(change.Effect),
        ["when"] = change.When,
        ["ruleBefore"] = change.RuleBefore,
        ["ruleAfter"] = change.RuleAfter,
        ["witness"] = Of(change.Witness),
    };

    private static JsonObject? Of(Witness? witness) => witness is null ? null : new JsonObject
    {
        ["name"] = witness.Name,
        ["arguments"] = witness.Arguments.Length is > 0 and <= MaxArguments ? JsonNode.Parse(witness.Arguments.Span) : null,
        ["bytes"] = witness.Arguments.Length,
    };

    private static string Camel<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
