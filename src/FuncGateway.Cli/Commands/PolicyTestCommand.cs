using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using FuncGateway.Cli.Output;
using FuncGateway.Cli.Policies;
using FuncGateway.LocalHost;
using FuncGateway.Policies.Analysis.Testing;

namespace FuncGateway.Cli.Commands;

/// <summary><c>fgw policy test</c>: runs the tests of policies.</summary>
internal static class PolicyTestCommand
{
    public static FgwCommand Create(CliEnvironment environment)
    {
        var policy = new Argument<string>("policy") { Description = "A policy document, or a folder of them." };
        var tests = new Argument<string[]>("tests") { Description = "Files of tests. Default: those beside the policy whose names begin like its: dev.policytest.json for dev.policy.json.", Arity = ArgumentArity.ZeroOrMore };
        var filter = new Option<string>("--filter") { Description = "Runs only tests whose name has this text.", HelpName = "text" };
        var junit = new Option<string>("--junit") { Description = "Writes the results to this file as JUnit XML.", HelpName = "file" };
        var coverage = new Option<bool>("--coverage") { Description = "Shows which entries, and which parts of all calls, no test touches." };
        var threshold = new Option<int?>("--threshold") { Description = "Fails if the tests touch less of the entries than this, in percent.", HelpName = "percent" };
        threshold.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent <= 100))
            {
                result.AddError($"--threshold is '{token.Value}'. Accepted: a whole number from 0 to 100.");
            }
        });
        return new FgwCommand(
            "test", "Runs the tests of a policy. No gateway is needed.",
            examples: ["fgw policy test files.policy.json", "fgw policy test policies/ --junit results.xml", "fgw policy test files.policy.json cases.json --coverage --threshold 100"],
            exitCodes: "1 if a test fails, or less is covered than --threshold; 5 if there are no tests.")
        {
            policy, tests, filter, junit, coverage, threshold,
        }.Does(environment, invocation =>
        {
            Func<string, bool>? isWanted = invocation.Get(filter) is { } text ? name => name.Contains(text, StringComparison.OrdinalIgnoreCase) : null;
            var suites = TestFiles.Find(environment, invocation.Get(policy), invocation.Find(tests) ?? [])
                .SelectMany(pair => pair.Tests.Select(file => new Suite(file, Run(environment, pair.Policy, file, isWanted))))
                .ToArray();
            if (invocation.Get(junit) is { } target)
            {
                WholeFile.Write(environment.PathOf(target), JUnitReport.Write(suites.Select(suite => (suite.File, suite.Report))));
            }

            invocation.Print.One(Json(suites), string.Join('\n', suites.SelectMany(suite => Lines(suite, invocation.Get(coverage), suites.Length > 1)).Append(Sum(suites))));
            var isCovered = invocation.Get(threshold) is not { } percent || Array.TrueForAll(suites, suite => suite.Report.Coverage.CoveredEntries * 100 >= suite.Report.Coverage.Entries * percent);
            if (Array.TrueForAll(suites, suite => suite.Report.Results.Count == 0))
            {
                throw new CliException(ExitCodes.NotFound, invocation.Get(filter) is { } none ? $"No test has '{none}' in its name." : "The files have no tests.");
            }

            return Task.FromResult(isCovered && suites.Sum(suite => suite.Report.Failed) == 0 ? ExitCodes.Ok : ExitCodes.Failed);
        });
    }

    private static TestReport Run(CliEnvironment environment, string policy, string file, Func<string, bool>? filter)
    {
        var reading = new PolicySource(PolicyFile.Read(environment, policy), policy).Read();
        var document = PolicyFile.Read(environment, file);
        var (tests, problems) = PolicyTests.Read(document.Bytes);
        return tests is not null ? PolicyTestRun.Run(reading, tests, filter)
            : throw new CliException(ExitCodes.Failed, string.Join('\n', problems.Select(problem => document.Line("error", problem.Path, problem.Message))));
    }

    private static IEnumerable<string> Lines(Suite suite, bool withCoverage, bool isNamed)
    {
        var (report, covered) = (suite.Report, suite.Report.Coverage);
        foreach (var result in report.Results.Where(result => result.Outcome != TestOutcome.Passed))
        {
            yield return $"{(result.Outcome == TestOutcome.Failed ? "FAILED " : "skipped")}  {Printer.Safe(result.Name)}  {suite.File}{result.Pointer}\n         {Printer.SafeWhole(result.Message)}";
        }

        if (isNamed)
        {
            yield return $"{suite.File}: {report.Passed} passed, {report.Failed} failed";
        }

        if (!withCoverage)
        {
            yield break;
        }

        yield return $"{suite.File}: {covered.CoveredEntries} of {(covered.Entries == 1 ? "1 entry" : $"{covered.Entries} entries")} and {covered.CoveredCells} of {CountedWords.Of(covered.Cells, "part")} of all calls are tested.";
        foreach (var entry in covered.UncoveredEntries)
        {
            yield return $"  decides no tested call: {Printer.Safe(entry)}";
        }

        foreach (var cell in covered.UncoveredCells)
        {
            yield return $"  not tested: {cell.Verdict} by {Printer.Safe(cell.Rule)}, such as {Printer.Safe(cell.Call.Name)} {Printer.Safe(System.Text.Encoding.UTF8.GetString(cell.Call.Arguments.Span))}";
        }
    }

    private static string Sum(Suite[] suites)
    {
        var (passed, failed, skipped) = (suites.Sum(suite => suite.Report.Passed), suites.Sum(suite => suite.Report.Failed), suites.Sum(suite => suite.Report.Skipped));
        return string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed{(skipped > 0 ? $", {skipped} skipped" : "")}");
    }

    private static JsonObject Json(Suite[] suites) => new()
    {
        ["passed"] = suites.Sum(suite => suite.Report.Passed),
        ["failed"] = suites.Sum(suite => suite.Report.Failed),
        ["skipped"] = suites.Sum(suite => suite.Report.Skipped),
        ["suites"] = new JsonArray([.. suites.Select(suite => AnalysisJson.Of((suite.File, suite.Report)))]),
    };

    /// <param name="File">The file of tests.</param>
    internal sealed record Suite(string File, TestReport Report);
}
