namespace FuncGateway.Policies.Analysis.Spaces;

/// <summary>Bounds the work of one analysis, whatever its documents are, so that it takes some seconds at most. Counted, not timed, so that results are the same on every machine.</summary>
internal sealed class WorkBudget
{
    /// <summary>Why something is not decided once the budget is spent, to follow "because".</summary>
    public const string Spent = "the documents take too much work to analyse as a whole";

    // A step is about a microsecond: evaluating a condition on a short argument, or a few states of an automaton.
    private const long MaxSteps = 4_000_000;

    private long _left = MaxSteps;

    public bool IsSpent => _left <= 0;

    public void Take(long steps) => _left -= steps;
}
