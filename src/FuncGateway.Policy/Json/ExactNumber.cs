using System.Globalization;

namespace FuncGateway.Policies.Json;

/// <summary>
/// A JSON number, kept exactly: its sign, the power of ten of its first significant digit, and its significant digits. Nothing is rounded, and a large
/// exponent costs no more than a small one.
/// </summary>
internal readonly struct ExactNumber
{
    /// <summary>The largest absolute exponent of an operand in a policy.</summary>
    public const long MaxExponent = 1_000_000_000_000_000;

    // Written exponents are capped at a tenth of this value. No operand comes close to the cap, even after a shift by all the digits that fit in a message.
    private const long Saturation = 1_000_000_000_000_000_000;

    private const int LeadingDigits = 18;

    // Beyond these powers of ten, a double is 0 or infinite. No double lies exactly between two that are told apart by later digits than these.
    private const long MaxDoubleExponent = 400;
    private const int DoubleDigits = 800;

    private static readonly long[] Zeros = [.. Enumerable.Range(0, LeadingDigits + 1).Select(zeros => (long)Math.Pow(10, zeros))];

    private readonly int _sign;
    private readonly long _exponent;

    // The first 18 digits as an integer, padded with zeros. Decides almost every comparison.
    private readonly long _leading;

    // From the first to the last nonzero digit; may contain the decimal point.
    private readonly ReadOnlyMemory<byte> _digits;

    private ExactNumber(int sign, long exponent, long leading, ReadOnlyMemory<byte> digits)
    {
        _sign = sign;
        _exponent = exponent;
        _leading = leading;
        _digits = digits;
    }

    public bool IsNegative => _sign < 0;

    /// <summary>Whether the exponent is small enough for an operand.</summary>
    public bool IsInOperandRange => _exponent is >= -MaxExponent and <= MaxExponent;

    // At most 15 digits, and far from the limits of doubles: different numbers of this kind are different doubles.
    private bool IsShort => _digits.Length <= 15 && _exponent is > -290 and < 290;

    /// <summary>The sign: -1, 0 or 1.</summary>
    public int Sign => _sign;

    /// <summary>The power of ten of the first significant digit.</summary>
    public long Exponent => _exponent;

    /// <summary>The significant digits, without leading and trailing zeros; empty for zero.</summary>
    public string Digits => System.Text.Encoding.ASCII.GetString(_digits.Span).Replace(".", "", StringComparison.Ordinal);

    /// <summary>Parses a number that is known to be valid JSON.</summary>
    public static ExactNumber Parse(ReadOnlyMemory<byte> json)
    {
        var text = json.Span;
        var (first, last, point, at) = (-1, -1, -1, 0);
        var (leading, taken) = (0L, 0);
        for (; at < text.Length && text[at] is not ((byte)'e' or (byte)'E'); at++)
        {
            if (text[at] == '.')
            {
                point = at;
            }
            else if (text[at] != '-' && (first >= 0 || text[at] != '0'))
            {
                first = first < 0 ? at : first;
                last = text[at] == '0' ? last : at;
                leading = taken < LeadingDigits ? (leading * 10) + (text[at] - '0') : leading;
                taken += taken < LeadingDigits ? 1 : 0;
            }
        }

        if (first < 0)
        {
            return default;
        }

        point = point < 0 ? at : point;
        var exponent = (first < point ? point - first - 1 : point - first) + (at == text.Length ? 0 : WrittenExponent(text[(at + 1)..]));
        return new ExactNumber(text[0] == '-' ? -1 : 1, exponent, leading * Zeros[LeadingDigits - taken], json.Slice(first, last - first + 1));
    }

    public int CompareTo(in ExactNumber other)
    {
        if (_sign != other._sign || _sign == 0)
        {
            return _sign.CompareTo(other._sign);
        }

        if (_exponent != other._exponent)
        {
            return _exponent > other._exponent ? _sign : -_sign;
        }

        if (_leading != other._leading)
        {
            return _leading > other._leading ? _sign : -_sign;
        }

        var mayHaveMore = _digits.Length > LeadingDigits || other._digits.Length > LeadingDigits;
        return mayHaveMore ? _sign * CompareDigits(_digits.Span, other._digits.Span) : 0;
    }

    /// <summary>Whether a server that reads numbers as IEEE doubles takes both for the same.</summary>
    public bool IsSameDouble(in ExactNumber other) => !(IsShort && other.IsShort && CompareTo(other) != 0) && ToDouble().Equals(other.ToDouble());

    /// <summary>The nearest double, at the cost of a short number, however long this one is.</summary>
    public double ToDouble()
    {
        if (_sign == 0 || _exponent < -MaxDoubleExponent)
        {
            return 0;
        }

        if (_exponent > MaxDoubleExponent)
        {
            return _sign * double.PositiveInfinity;
        }

        Span<byte> text = stackalloc byte[DoubleDigits + 16];
        var length = 0;
        foreach (var digit in _digits.Span)
        {
            if (length == DoubleDigits)
            {
                // Enough digits for the nearest double, and one more that tells that the number is larger than these.
                text[length++] = (byte)'1';
                break;
            }

            text[length] = digit;
            length += digit == '.' ? 0 : 1;
        }

        // The digits are an integer now.
        text[length] = (byte)'e';
        (_exponent - length + 1).TryFormat(text[(length + 1)..], out var written, provider: CultureInfo.InvariantCulture);
        return _sign * double.Parse(text[..(length + 1 + written)], NumberStyles.AllowExponent, CultureInfo.InvariantCulture);
    }

    /// <summary>Converts the number to a <see cref="decimal"/>; returns false if that is not possible exactly.</summary>
    public bool TryToDecimal(out decimal value)
    {
        value = 0;
        var digits = _digits.Span;
        var count = digits.Contains((byte)'.') ? digits.Length - 1 : digits.Length;
        var scale = count - 1 - _exponent;
        if (_sign == 0)
        {
            return true;
        }

        if (count > 28 || _exponent > 27 || scale > 28)
        {
            return false;
        }

        foreach (var digit in digits)
        {
            value = digit == '.' ? value : (value * 10) + (digit - '0');
        }

        value = _sign * Scaled(value, (int)scale);
        return true;
    }

    private static decimal Scaled(decimal whole, int scale)
    {
        for (; scale < 0; scale++)
        {
            whole *= 10;
        }

        var bits = decimal.GetBits(whole);
        return new decimal(bits[0], bits[1], bits[2], isNegative: false, (byte)scale);
    }

    private static long WrittenExponent(ReadOnlySpan<byte> text)
    {
        var value = 0L;
        foreach (var digit in text.TrimStart("+-"u8))
        {
            value = Math.Min((value * 10) + (digit - '0'), Saturation / 10);
        }

        return text[0] == '-' ? -value : value;
    }

    // Both start at the same power of ten and end with a nonzero digit, so if one is a prefix of the other, the longer one is larger.
    private static int CompareDigits(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        int l = 0, r = 0;
        while (true)
        {
            l += l < left.Length && left[l] == '.' ? 1 : 0;
            r += r < right.Length && right[r] == '.' ? 1 : 0;
            if (l == left.Length || r == right.Length)
            {
                return (left.Length - l).CompareTo(right.Length - r);
            }

            if (left[l] != right[r])
            {
                return left[l].CompareTo(right[r]);
            }

            l++;
            r++;
        }
    }
}
