using System.Globalization;

namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>Limits the states and the work of all operations that share it. Not thread-safe.</summary>
/// <param name="maxStates">The most automaton states that may be made in total.</param>
internal sealed class TextBudget(int maxStates = 10_000)
{
    // A state of a pattern such as x\w{999}y stands for hundreds of positions in the pattern, so the states alone do not bound the time.
    private const int StepsPerState = 200;

    private readonly long _maxSteps = (long)maxStates * StepsPerState;
    private long _states;
    private long _steps;

    public int MaxStates { get; } = maxStates;

    /// <summary>A phrase to follow "because".</summary>
    public string Exceeded => string.Create(
        CultureInfo.InvariantCulture,
        $"it takes more than {(_steps > _maxSteps && _states <= MaxStates ? $"{_maxSteps:N0} steps to analyse" : $"{MaxStates:N0} states")}");

    /// <summary>What was spent, in states.</summary>
    public int Used => (int)Math.Min(MaxStates, Math.Max(_states, _steps / StepsPerState));

    public bool IsExhausted => _states > MaxStates || _steps > _maxSteps;

    /// <param name="steps">Includes the transitions of new states, so that the budget bounds the memory too.</param>
    /// <returns>False if the budget is exhausted.</returns>
    public bool TrySpend(long states, long steps)
    {
        _states += states;
        _steps += steps;
        return !IsExhausted;
    }
}
