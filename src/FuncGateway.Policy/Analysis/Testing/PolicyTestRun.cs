using FuncGateway.Policies.Analysis.Counters;
using FuncGateway.Policies.Analysis.Diffs;
using FuncGateway.Policies.Analysis.Spaces;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;

namespace FuncGateway.Policies.Analysis.Testing;

/// <summary>Runs the tests of a policy.</summary>
public static class PolicyTestRun
{
    /// <param name="filter">Whether a test of this name is run; null for all.</param>
    /// <exception cref="ArgumentException">The document of the policy has problems.</exception>
    public static TestReport Run(PolicyReading reading, PolicyTests tests, Func<string, bool>? filter = null)
    {
        var document = ComparedDocument.Of(reading);
        var (coverage, work) = (new CoverageCount(document), new WorkBudget());
        var results = tests.Sequences.Where(sequence => filter?.Invoke(sequence.Name) != false).Select(sequence => Run(document.Policy, sequence, coverage, work)).ToArray();
        return new TestReport(results, coverage.ToCoverage());
    }

    private static TestResult Run(Policy policy, TestSequence sequence, CoverageCount coverage, WorkBudget work)
    {
        if (sequence.Skip is { } why)
        {
            return new TestResult(sequence.Name, sequence.Pointer, TestOutcome.Skipped, why);
        }

        var counters = new CounterSimulation();
        foreach (var step in sequence.Steps)
        {
            var steps = StepsOf(policy, step.Call);
            for (var time = 1; time <= step.Times; time++)
            {
                if (work.IsSpent)
                {
                    return new TestResult(sequence.Name, step.Pointer, TestOutcome.Failed, "was not run to its end, because the tests take too much work together; accepted: fewer calls, or smaller arguments");
                }

                work.Take(steps);
                var found = Decide(policy, step, counters);
                coverage.Add(step.Call, found.Reason);
                if (FindFault(policy, step, found) is { } fault)
                {
                    var which = step.Times == 1 ? "" : FormattableString.Invariant($"call {time} of {step.Times}: ");
                    return new TestResult(sequence.Name, step.Pointer, TestOutcome.Failed, $"{which}expected {step.Expected.Words}; found {fault}");
                }
            }
        }

        return new TestResult(sequence.Name, sequence.Pointer, TestOutcome.Passed, null);
    }

    // Each condition may look at all of the arguments.
    private static long StepsOf(Policy policy, TestCall call) =>
        policy.TryFindRule(call.Subject, call.Name, out var rule, out _)
            ? (1 + rule.Own.Conditional.Count() + rule.AllTools.Conditional.Count()) * (1L + (call.Arguments.Length / CoverageCount.BytesPerStep))
            : 1;

    private static Found Decide(Policy policy, TestStep step, CounterSimulation counters)
    {
        var call = step.Call;
        var decision = call.Subject switch
        {
            Subject.Tool => policy.Decide(new ToolCall(call.Name, call.Arguments)),
            Subject.Prompt => policy.DecidePrompt(call.Name, call.Arguments),
            _ => policy.DecideResource(call.Name),
        };

        // A full limit denies before anyone is asked; a held call takes its charges when it is approved, which no test does.
        var isFull = decision.Verdict == Verdict.Hold ? counters.FindFull(decision.Charges, step.Grant, step.At)
            : decision.Verdict == Verdict.Allow ? counters.Take(decision.Charges, step.Grant, step.At)
            : null;
        if (isFull is { } full)
        {
            var reason = Reason.LimitReached.For(full, full.Window.EndOf(step.At) - step.At);
            return new Found("limited", reason, reason.AgentText);
        }

        var verdict = decision.Reason.IsHidden ? "hidden" : decision.Verdict switch { Verdict.Allow => "allow", Verdict.Hold => "hold", _ => "deny" };
        return new Found(verdict, decision.Reason, decision.Reason.AgentText);
    }

    private static string? FindFault(Policy policy, TestStep step, Found found)
    {
        var (expected, call) = (step.Expected, step.Call);
        var isListed = call.Subject switch { Subject.Tool => policy.Lists(call.Name), Subject.Prompt => policy.ListsPrompt(call.Name), _ => policy.ListsResource(call.Name) };
        var isVerdict = expected.Verdict == found.Verdict || (expected.Verdict == "deny" && found.Verdict == "hidden");
        return isVerdict && (expected.Rule is null || expected.Rule == found.Rule)
            && (expected.Message is null || found.Message.Contains(expected.Message, StringComparison.Ordinal))
            && (expected.Listed is null || expected.Listed == isListed)
            ? null
            : $"{found.Verdict}{(found.Rule.Length > 0 ? $" by {found.Rule}" : "")}{(found.Message.Length > 0 ? $" with \"{found.Message}\"" : "")}{(expected.Listed is null ? "" : isListed ? ", listed" : ", not listed")}";
    }

    private sealed record Found(string Verdict, Reason Reason, string Message)
    {
        public string Rule => Reason.Rule;
    }
}
