namespace FuncGateway.Policies.Analysis.Spaces;

/// <summary>
/// Numbers that stand for all numbers: every number is judged by the conditions as one of these is. Between two operands all numbers compare alike,
/// except that one near an operand may be the same IEEE double, and that an amount must not have too many digits.
/// </summary>
internal static class NumberSamples
{
    // Distances at which a number is the same double as its neighbour: of 0, and relative to any other number.
    private const int BesideZero = -420;
    private const int BesideOthers = -30;

    // Amounts are decimals of at most 28 digits.
    private const int AmountDigits = 28;

    /// <param name="points">The numbers that the conditions compare with.</param>
    /// <param name="decimals">The decimals that the amounts of limits may have; empty if no amount is read.</param>
    /// <returns>JSON numbers, those that are easy to read first.</returns>
    public static IReadOnlyList<string> Of(IEnumerable<BigDecimal> points, IReadOnlyCollection<int> decimals)
    {
        var cuts = new List<BigDecimal>(points);
        if (decimals.Count > 0)
        {
            cuts.AddRange([BigDecimal.Zero, BigDecimal.PowerOfTen(AmountDigits)]);
        }

        cuts = [.. cuts.Order().DistinctBy(each => each.ToText())];
        var (plain, near) = (new List<BigDecimal>(), new List<BigDecimal>());
        if (cuts.Count == 0)
        {
            return ["1"];
        }

        AddBelow(cuts[0], plain, near);
        for (var i = 0; i < cuts.Count; i++)
        {
            plain.Add(cuts[i]);
            if (i + 1 < cuts.Count)
            {
                AddBetween(cuts[i], cuts[i + 1], plain, near);
            }
        }

        AddAbove(cuts[^1], plain, near);
        near.AddRange(TooFine(plain, decimals));
        return [.. plain.Concat(near).Select(each => each.ToText()).Distinct(StringComparer.Ordinal)];
    }

    // The number with the fewest digits between two others.
    internal static BigDecimal Between(BigDecimal low, BigDecimal high)
    {
        for (var power = (high - low).Magnitude() + 1; ; power--)
        {
            var candidate = low.FloorTo(power) + BigDecimal.PowerOfTen(power);
            if (candidate > low && candidate < high)
            {
                return candidate;
            }
        }
    }

    private static void AddBelow(BigDecimal first, List<BigDecimal> plain, List<BigDecimal> near)
    {
        var below = (first - BigDecimal.PowerOfTen(0)).FloorTo(0);
        plain.Add(below);
        near.Add(first - Beside(first));
        near.Add(NextDouble(first, up: false) is { } next && next < first ? next : below);
        near.Add(below - BigDecimal.PowerOfTen(Math.Max(first.Magnitude(), 0) + 1));
    }

    private static void AddAbove(BigDecimal last, List<BigDecimal> plain, List<BigDecimal> near)
    {
        var above = (last + BigDecimal.PowerOfTen(0)).FloorTo(0);
        plain.Add(above > last ? above : above + BigDecimal.PowerOfTen(0));
        near.Add(last + Beside(last));
        near.Add(NextDouble(last, up: true) is { } next && next > last ? next : plain[^1]);
        near.Add(plain[^1] + BigDecimal.PowerOfTen(Math.Max(last.Magnitude(), 0) + 1));
    }

    private static void AddBetween(BigDecimal low, BigDecimal high, List<BigDecimal> plain, List<BigDecimal> near)
    {
        plain.Add(Between(low, high));
        foreach (var candidate in new[] { low + Beside(low), high - Beside(high), NextDouble(low, up: true), NextDouble(high, up: false) })
        {
            if (candidate is { } number && number > low && number < high)
            {
                near.Add(number);
            }
        }

        // For operands that are closer to each other than the distances above.
        near.Add(Between(low, plain[^1]));
        near.Add(Between(plain[^1], high));
    }

    // The same numbers with more decimals than an amount may have.
    private static List<BigDecimal> TooFine(List<BigDecimal> plain, IReadOnlyCollection<int> decimals)
    {
        var result = new List<BigDecimal>();
        foreach (var accepted in decimals.Distinct())
        {
            var fine = BigDecimal.PowerOfTen(-accepted - 1);
            result.AddRange(plain.Select(each => each + fine));
            result.AddRange(plain.Select(each => each - fine));
        }

        return result;
    }

    /// <summary>Returns a slightly larger number that is the same IEEE double.</summary>
    public static BigDecimal BesideOf(BigDecimal number) => number + Beside(number);

    private static BigDecimal Beside(BigDecimal number) =>
        number.Mantissa.IsZero ? BigDecimal.PowerOfTen(BesideZero) : BigDecimal.PowerOfTen(number.Magnitude() + BesideOthers);

    private static BigDecimal? NextDouble(BigDecimal number, bool up)
    {
        var value = number.ToDouble();
        var next = up ? Math.BitIncrement(value) : Math.BitDecrement(value);
        return double.IsFinite(value) && double.IsFinite(next) ? BigDecimal.Of(next.ToString("R", System.Globalization.CultureInfo.InvariantCulture)) : null;
    }
}
