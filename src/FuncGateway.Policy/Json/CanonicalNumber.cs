using System.Globalization;

namespace FuncGateway.Policies.Json;

/// <summary>Formats a JSON number as ECMAScript does (Number::toString), but from the digits as written, so that nothing is rounded.</summary>
internal static class CanonicalNumber
{
    // Beyond these positions of the decimal point, ECMAScript prints an exponent.
    private const int MaxPlain = 21;
    private const int MinPlain = -5;

    // A number with a longer exponent, which could overflow a long, is kept as written.
    private const int MaxExponentDigits = 15;

    public static string Of(string written)
    {
        var at = written.AsSpan().IndexOfAny('e', 'E');
        var mantissa = at < 0 ? written : written[..at];
        var exponentText = at < 0 ? "0" : written[(at + 1)..].TrimStart('+');
        var sign = mantissa.StartsWith('-') ? "-" : "";
        var whole = mantissa.TrimStart('-');
        var point = whole.IndexOf('.', StringComparison.Ordinal);
        var all = whole.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        if (digits.Length == 0)
        {
            return "0";
        }

        if (exponentText.TrimStart('-').TrimStart('0').Length > MaxExponentDigits)
        {
            return written;
        }

        // The value is 0.digits × 10^position.
        var position = (point < 0 ? whole.Length : point) - (all.Length - digits.Length) + long.Parse(exponentText, CultureInfo.InvariantCulture);
        return sign + Print(digits.TrimEnd('0'), position);
    }

    private static string Print(string digits, long position) => position switch
    {
        > MaxPlain or < MinPlain => WithExponent(digits, position - 1),
        <= 0 => $"0.{new string('0', (int)-position)}{digits}",
        _ when position >= digits.Length => digits + new string('0', (int)position - digits.Length),
        _ => $"{digits[..(int)position]}.{digits[(int)position..]}",
    };

    private static string WithExponent(string digits, long exponent)
    {
        var fraction = digits.Length == 1 ? "" : "." + digits[1..];
        return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{fraction}e{(exponent < 0 ? "" : "+")}{exponent}");
    }
}
