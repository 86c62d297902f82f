using FuncGateway.Policies.Analysis.Diffs;

namespace FuncGateway.Policies.Analysis.Testing;

/// <summary>The outcome of a test.</summary>
public enum TestOutcome
{
    Passed,
    Failed,
    Skipped,
}

/// <summary>The result of running the tests of a policy.</summary>
/// <param name="Results">In the order of the document.</param>
/// <param name="Coverage">What of the policy the tests have touched.</param>
public sealed record TestReport(IReadOnlyList<TestResult> Results, TestCoverage Coverage)
{
    public int Passed => Results.Count(result => result.Outcome == TestOutcome.Passed);

    public int Failed => Results.Count(result => result.Outcome == TestOutcome.Failed);

    public int Skipped => Results.Count(result => result.Outcome == TestOutcome.Skipped);
}

/// <summary>The result of one test.</summary>
/// <param name="Pointer">JSON Pointer to it in the document of tests.</param>
/// <param name="Message">What was expected and what was found; null if it passed.</param>
public sealed record TestResult(string Name, string Pointer, TestOutcome Outcome, string? Message);

/// <summary>What of a policy its tests have touched.</summary>
/// <param name="Entries">The number of entries, limits and rules without entries.</param>
/// <param name="UncoveredEntries">JSON Pointers to those that decided no call of a test.</param>
/// <param name="Cells">The number of parts into which the conditions divide all calls.</param>
/// <param name="UncoveredCells">Those that no call of a test is in. At most <see cref="MaxCells"/>.</param>
/// <param name="CoveredCells">The number of the others.</param>
/// <param name="NotDecided">JSON Pointers to what the analysis cannot follow; calls that depend on it are in no cell.</param>
public sealed record TestCoverage(int Entries, IReadOnlyList<string> UncoveredEntries, int Cells, int CoveredCells, IReadOnlyList<UncoveredCell> UncoveredCells, IReadOnlyList<string> NotDecided)
{
    /// <summary>The most cells that are listed.</summary>
    public const int MaxCells = 200;

    public int CoveredEntries => Entries - UncoveredEntries.Count;
}

/// <summary>Calls that no test makes.</summary>
/// <param name="Verdict"><c>allow</c>, <c>deny</c> or <c>hold</c>.</param>
/// <param name="Rule">What decides them.</param>
/// <param name="Call">One of them.</param>
public sealed record UncoveredCell(string Verdict, string Rule, Witness Call);
