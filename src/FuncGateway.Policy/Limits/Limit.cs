using FuncGateway.Policies.Arguments;

namespace FuncGateway.Policies.Limits;

/// <summary>A declared maximum that calls may take within one window.</summary>
/// <param name="Counter">The counter's name as written.</param>
/// <param name="CounterId">Identifies the counter across policy revisions: rule key, counter name and window length.</param>
/// <param name="Window">The time span that is counted over.</param>
/// <param name="Max">The maximum per window.</param>
/// <param name="Scope">What separate counts are kept for.</param>
/// <param name="Pointer">Where the limit is in the policy: JSON Pointer to its list, then the counter's name instead of the index.</param>
/// <param name="OnDeny">The policy's message to the agent, if any.</param>
public sealed record Limit(
    string Counter,
    string CounterId,
    Window Window,
    decimal Max,
    Scope Scope,
    string Pointer,
    string? OnDeny)
{
    /// <summary>The largest accepted <see cref="Max"/>. Up to it, sums of amounts with two decimals are exact in a <see cref="decimal"/>.</summary>
    internal const decimal MaxAmount = 1_000_000_000_000_000_000_000_000m;

    // A decimal holds any number of 28 digits. One is reserved for the carry of a call that exceeds the limit.
    private const int ExactDigits = 27;

    /// <summary>The path of a call's amount; null if every call counts as one.</summary>
    internal ArgumentSource? IncrementFrom { get; init; }

    /// <summary>Maximum number of decimals of an amount, so that no sum up to the maximum is rounded.</summary>
    internal int AmountDecimals => DecimalsUnder(Max);

    internal static int DecimalsUnder(decimal max) => ExactDigits - WholeDigits(max);

    private static int WholeDigits(decimal value)
    {
        var digits = 1;
        for (var whole = decimal.Truncate(value); whole >= 10; whole = decimal.Truncate(whole / 10))
        {
            digits++;
        }

        return digits;
    }
}

/// <summary>What a limit keeps separate counts for.</summary>
public enum Scope
{
    /// <summary>One count per grant.</summary>
    Grant,

    /// <summary>One count for all grants of the server.</summary>
    Server,
}
