using FuncGateway.Policies.Arguments;

namespace FuncGateway.Policies.Limits;

/// <summary>A declared ceiling on what calls may take within one window.</summary>
/// <param name="Counter">The counter's name as written.</param>
/// <param name="CounterId">Identifies the counter across revisions of the policy: rule key, counter name and window length.</param>
/// <param name="Window">The span it counts over.</param>
/// <param name="Max">The ceiling.</param>
/// <param name="Scope">What it counts separately by.</param>
/// <param name="Pointer">What the log calls it.</param>
/// <param name="OnDeny">The message for the agent, if the policy has one.</param>
public sealed record Limit(
    string Counter,
    string CounterId,
    Window Window,
    decimal Max,
    Scope Scope,
    string Pointer,
    string? OnDeny)
{
    /// <summary>The largest ceiling: with it, sums of amounts with two decimals are still exact in a <see cref="decimal"/>.</summary>
    internal const decimal MaxCeiling = 1_000_000_000_000_000_000_000_000m;

    // A decimal holds any number of 28 digits. One is kept for the carry of the call that does not fit any more.
    private const int ExactDigits = 27;

    /// <summary>Where the amount of a call is read; null when every call counts one.</summary>
    internal ArgumentSource? IncrementFrom { get; init; }

    /// <summary>The most decimals an amount may have so that no sum below the ceiling is ever rounded.</summary>
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

/// <summary>What a limit counts separately by.</summary>
public enum Scope
{
    /// <summary>One counter for each grant.</summary>
    Grant,

    /// <summary>One counter for all grants of the server.</summary>
    Server,
}
