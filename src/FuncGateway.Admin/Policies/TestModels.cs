using System.Text.Json;
using FuncGateway.Policies.Analysis.Testing;

namespace FuncGateway.Admin.Policies;

/// <summary>The request body to run tests of a policy.</summary>
/// <param name="Policy">A policy document, or the id of a policy of the server, with <c>@</c> and a number for one of its revisions.</param>
/// <param name="Tests">A document of tests.</param>
/// <param name="Server">The server that has the policy.</param>
internal sealed record TestBody(JsonElement Policy, JsonElement Tests, string? Server = null);

/// <summary>The result of running tests.</summary>
internal sealed record TestView(int Passed, int Failed, int Skipped, IReadOnlyList<TestResult> Results, CoverageView Coverage)
{
    public static TestView Of(TestReport report) => new(report.Passed, report.Failed, report.Skipped, report.Results, CoverageView.Of(report.Coverage));
}

/// <summary>What of the policy the tests have touched.</summary>
/// <param name="Entries">The number of entries, limits and rules without entries.</param>
/// <param name="UncoveredEntries">JSON Pointers to those that decided no call of a test.</param>
/// <param name="Cells">The number of parts into which the conditions divide all calls.</param>
/// <param name="UncoveredCells">Those that no call of a test is in; at most 200.</param>
/// <param name="NotDecided">JSON Pointers to what the analysis cannot follow.</param>
internal sealed record CoverageView(int Entries, int CoveredEntries, IReadOnlyList<string> UncoveredEntries, int Cells, int CoveredCells, IReadOnlyList<UncoveredCellView> UncoveredCells, IReadOnlyList<string> NotDecided)
{
    public static CoverageView Of(TestCoverage coverage) => new(
        coverage.Entries, coverage.CoveredEntries, coverage.UncoveredEntries, coverage.Cells, coverage.CoveredCells, [.. coverage.UncoveredCells.Select(UncoveredCellView.Of)], coverage.NotDecided);
}

/// <summary>Calls that no test makes.</summary>
/// <param name="Verdict"><c>allow</c>, <c>deny</c> or <c>hold</c>.</param>
/// <param name="Call">One of them.</param>
internal sealed record UncoveredCellView(string Verdict, string Rule, WitnessView Call)
{
    public static UncoveredCellView Of(UncoveredCell cell) => new(cell.Verdict, cell.Rule, WitnessView.Of(cell.Call)!);
}
