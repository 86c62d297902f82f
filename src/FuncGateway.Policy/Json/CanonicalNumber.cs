using System.Buffers;
using System.Globalization;

namespace FuncGateway.Policies.Json;

/// <summary>
/// Writes a JSON number as ECMAScript does (Number::toString), but from the digits as written, so that nothing is rounded. Takes no more than time in
/// proportion to the length of the number.
/// </summary>
internal static class CanonicalNumber
{
    // Beyond these positions of the decimal point, ECMAScript prints an exponent.
    private const int MaxPlain = 21;
    private const int MinPlain = -5;

    // A number with a longer exponent, which could overflow a long, is kept as written.
    private const int MaxExponentDigits = 15;

    /// <param name="written">A valid JSON number.</param>
    public static void Write(ReadOnlySpan<byte> written, IBufferWriter<byte> output)
    {
        var at = written.IndexOfAny((byte)'e', (byte)'E');
        var mantissa = at < 0 ? written : written[..at];
        var exponent = at < 0 ? "0"u8 : written[(at + 1)..];
        var isNegative = mantissa[0] == (byte)'-';
        mantissa = mantissa.TrimStart((byte)'-');
        var first = mantissa.IndexOfAnyInRange((byte)'1', (byte)'9');
        if (first < 0)
        {
            output.Write("0"u8);
            return;
        }

        if (exponent.TrimStart("+-"u8).TrimStart((byte)'0').Length > MaxExponentDigits)
        {
            output.Write(written);
            return;
        }

        var point = mantissa.IndexOf((byte)'.');
        point = point < 0 ? mantissa.Length : point;
        var last = mantissa.LastIndexOfAnyInRange((byte)'1', (byte)'9');
        var digits = new Digits(mantissa[first..(last + 1)], point - first);

        // The value is 0.digits × 10^position.
        var position = (first < point ? point - first : point - first + 1) + long.Parse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        output.Write(isNegative ? "-"u8 : ""u8);
        Print(digits, position, output);
    }

    private static void Print(Digits digits, long position, IBufferWriter<byte> output)
    {
        switch (position)
        {
            case > MaxPlain or < MinPlain:
                PrintExponent(digits, position - 1, output);
                break;
            case <= 0:
                output.Write("0."u8);
                output.Write("00000"u8[..(int)-position]);
                digits.Write(0, digits.Count, output);
                break;
            case var whole when whole >= digits.Count:
                digits.Write(0, digits.Count, output);
                output.Write("000000000000000000000"u8[..((int)whole - digits.Count)]);
                break;
            default:
                digits.Write(0, (int)position, output);
                output.Write("."u8);
                digits.Write((int)position, digits.Count, output);
                break;
        }
    }

    private static void PrintExponent(Digits digits, long exponent, IBufferWriter<byte> output)
    {
        digits.Write(0, 1, output);
        output.Write(digits.Count == 1 ? ""u8 : "."u8);
        digits.Write(1, digits.Count, output);
        output.Write(exponent < 0 ? "e"u8 : "e+"u8);
        exponent.TryFormat(output.GetSpan(24), out var length, provider: CultureInfo.InvariantCulture);
        output.Advance(length);
    }

    // The digits from the first to the last that is not zero, without the decimal point that may be among them.
    private readonly ref struct Digits
    {
        private readonly ReadOnlySpan<byte> _before;
        private readonly ReadOnlySpan<byte> _after;

        public Digits(ReadOnlySpan<byte> text, int point)
        {
            var isInside = point > 0 && point < text.Length;
            _before = isInside ? text[..point] : text;
            _after = isInside ? text[(point + 1)..] : default;
        }

        public int Count => _before.Length + _after.Length;

        public void Write(int from, int to, IBufferWriter<byte> output)
        {
            if (from < _before.Length)
            {
                output.Write(_before[from..Math.Min(to, _before.Length)]);
            }

            if (to > _before.Length)
            {
                output.Write(_after[(Math.Max(from, _before.Length) - _before.Length)..(to - _before.Length)]);
            }
        }
    }
}
