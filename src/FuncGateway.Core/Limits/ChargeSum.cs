using FuncGateway.Policies.Decisions;

namespace FuncGateway.Core.Limits;

/// <summary>What a call needs of each counter, if several of its charges are for the same one.</summary>
internal static class ChargeSum
{
    /// <summary>
    /// Returns the sum of all charges for the counter of this charge, and 0 if an earlier charge has it already: two small charges do not pass where their
    /// sum exceeds the limit, and the sum is requested once. A negative charge is returned as it is, and is refused.
    /// </summary>
    public static decimal Of(IReadOnlyList<Charge> charges, int index)
    {
        var (limit, sum) = charges[index];
        for (var other = 0; sum >= 0 && other < charges.Count; other++)
        {
            if (other == index || !IsSame(charges[other], charges[index]))
            {
                continue;
            }

            if (other < index || charges[other].Amount < 0)
            {
                return Math.Min(0, charges[other].Amount);
            }

            sum += charges[other].Amount;
        }

        return sum;
    }

    private static bool IsSame(Charge one, Charge other) =>
        (one.Limit.CounterId, one.Limit.Window, one.Limit.Max, one.Limit.Scope) == (other.Limit.CounterId, other.Limit.Window, other.Limit.Max, other.Limit.Scope);
}
