using System.Globalization;
using System.Numerics;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Analysis.Spaces;

/// <summary>An exact decimal number that can be calculated with: <c>Mantissa × 10^-Scale</c>.</summary>
/// <param name="Scale">At least 0.</param>
internal readonly record struct BigDecimal(BigInteger Mantissa, int Scale) : IComparable<BigDecimal>
{
    /// <summary>The largest power of ten, in either direction, that is calculated with.</summary>
    public const int MaxExponent = 400;

    // A number of at most this many characters is written without an exponent.
    private const int MaxPlainLength = 32;

    public static BigDecimal Zero { get; } = new(BigInteger.Zero, 0);

    /// <summary>Returns null if the number is too large or too small, or has too many digits, to calculate with.</summary>
    public static BigDecimal? Of(in ExactNumber number)
    {
        if (number.Sign == 0)
        {
            return Zero;
        }

        var digits = number.Digits;
        if (Math.Abs(number.Exponent) > MaxExponent || digits.Length > MaxExponent)
        {
            return null;
        }

        var mantissa = number.Sign * BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        return Scaled(mantissa, digits.Length - 1 - (int)number.Exponent);
    }

    public static BigDecimal Of(decimal number) => Of(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Parses a valid JSON number of moderate size.</summary>
    public static BigDecimal Of(string json) => Of(ExactNumber.Parse(System.Text.Encoding.ASCII.GetBytes(json))) ?? Zero;

    public static BigDecimal PowerOfTen(int exponent) => Scaled(BigInteger.One, -exponent);

    public static BigDecimal operator +(BigDecimal left, BigDecimal right)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        return new BigDecimal(left.At(scale) + right.At(scale), scale);
    }

    public static BigDecimal operator -(BigDecimal left, BigDecimal right) => left + new BigDecimal(-right.Mantissa, right.Scale);

    public static bool operator <(BigDecimal left, BigDecimal right) => left.CompareTo(right) < 0;

    public static bool operator >(BigDecimal left, BigDecimal right) => left.CompareTo(right) > 0;

    public static bool operator <=(BigDecimal left, BigDecimal right) => left.CompareTo(right) <= 0;

    public static bool operator >=(BigDecimal left, BigDecimal right) => left.CompareTo(right) >= 0;

    public int CompareTo(BigDecimal other)
    {
        var scale = Math.Max(Scale, other.Scale);
        return At(scale).CompareTo(other.At(scale));
    }

    /// <summary>The largest multiple of a power of ten that is not larger than the number.</summary>
    public BigDecimal FloorTo(int powerOfTen)
    {
        var scale = Math.Max(Scale, -powerOfTen);
        var unit = BigInteger.Pow(10, scale + powerOfTen);
        var mantissa = At(scale);
        var rest = BigInteger.Remainder(mantissa, unit);
        return new BigDecimal(mantissa - rest - (rest.Sign < 0 ? unit : BigInteger.Zero), scale);
    }

    /// <summary>The power of ten of the first digit; 0 for zero.</summary>
    public int Magnitude() => Mantissa.IsZero ? 0 : BigInteger.Abs(Mantissa).ToString(CultureInfo.InvariantCulture).Length - 1 - Scale;

    public double ToDouble() => double.Parse(ToText(), CultureInfo.InvariantCulture);

    /// <summary>The number as JSON.</summary>
    public string ToText()
    {
        var digits = BigInteger.Abs(Mantissa).ToString(CultureInfo.InvariantCulture);
        var significant = digits.TrimEnd('0');
        if (significant.Length == 0)
        {
            return "0";
        }

        var sign = Mantissa.Sign < 0 ? "-" : "";
        var exponent = digits.Length - significant.Length - Scale;
        var plain = exponent >= 0 ? significant + new string('0', exponent)
            : significant.Length > -exponent ? significant.Insert(significant.Length + exponent, ".")
            : "0." + new string('0', -exponent - significant.Length) + significant;
        return sign + (plain.Length <= MaxPlainLength ? plain : string.Create(CultureInfo.InvariantCulture, $"{significant}e{exponent}"));
    }

    private static BigDecimal Scaled(BigInteger mantissa, int scale) =>
        scale >= 0 ? new BigDecimal(mantissa, scale) : new BigDecimal(mantissa * BigInteger.Pow(10, -scale), 0);

    private BigInteger At(int scale) => scale == Scale ? Mantissa : Mantissa * BigInteger.Pow(10, scale - Scale);
}
