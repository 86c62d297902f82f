using System.Data;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FuncGateway.Repository.Tests.Pages;

/// <summary>A calculation as pages write it: <c>(831,700 s × 2 GB − 100,000 GB-s) × $0.000026 = $40.65</c>.</summary>
internal sealed partial record Calculation(string Text, string Expression, string Result)
{
    /// <summary>Finds the calculations of a page: an expression with an operator, "=", and a number. A name at the beginning of the line is not part of it.</summary>
    public static Calculation[] In(string page) =>
        [.. Lines().Matches(page).Select(match => new Calculation(match.Value.Trim(), match.Groups["expression"].Value, match.Groups["result"].Value))];

    /// <summary>The prices of the expression: its amounts of money.</summary>
    public IEnumerable<string> Prices => Amount().Matches(Expression).Select(match => match.Value);

    /// <summary>Whether the result is right: to the cent for an amount, to three digits of a thousand otherwise.</summary>
    public bool IsRight() => Math.Abs(Evaluate(Expression) - Evaluate(Result)) <= Tolerance();

    private double Tolerance() => Result.StartsWith('$') ? 0.005 : Evaluate(Result) * 0.0005;

    private static double Evaluate(string expression)
    {
        var plain = Units().Replace(expression, "").Replace(",", "", StringComparison.Ordinal).Replace("$", "", StringComparison.Ordinal)
            .Replace('×', '*').Replace('÷', '/').Replace('−', '-');
        // DataTable knows no powers.
        var withoutPowers = Power().Replace(plain, match => Math.Exp(Compute(match.Groups[1].Value)).ToString("F12", CultureInfo.InvariantCulture));
        return Compute(withoutPowers);
    }

    private static double Compute(string arithmetic)
    {
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        // A number with a point is a double; a product of integers could overflow.
        return Convert.ToDouble(table.Compute(Integer().Replace(arithmetic, "$0.0"), null), CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"(?<expression>[(\d$][\d,.$ ()A-Za-z×÷+−^-]*[×÷−][\d,.$ ()A-Za-z×÷+−^-]*?) += +(?<result>\$?[\d,]+(?:\.\d+)?)")]
    private static partial Regex Lines();

    // Words and units, but not the e of a power.
    [GeneratedRegex(@"\b(?!e\^)[A-Za-z]+(?:-[a-z]+)?\b")]
    private static partial Regex Units();

    [GeneratedRegex(@"e\^\(([^()]*)\)")]
    private static partial Regex Power();

    [GeneratedRegex(@"(?<![\d.])\d+(?![\d.])")]
    private static partial Regex Integer();

    [GeneratedRegex(@"\$[\d.]+")]
    private static partial Regex Amount();
}
