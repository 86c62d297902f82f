using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Tests.Json;

public sealed class ExactNumberTests
{
    // A JSON number whose exponent is small enough for BigInteger arithmetic.
    private static readonly Gen<string> Number = Gen.Select(
        Gen.OneOf("", "-"),
        Gen.OneOf(Gen.Const("0"), Gen.Select(Gen.Char['1', '9'], Gen.Char['0', '9'].Array[0, 30], (first, rest) => first + new string(rest))),
        Gen.OneOf(Gen.Const(""), Gen.Char['0', '9'].Array[1, 30].Select(digits => "." + new string(digits))),
        Gen.OneOf(Gen.Const(""), Gen.Select(Gen.OneOf("e", "E+", "e-", "E-00"), Gen.Int[0, 40], (e, n) => e + n.ToString(CultureInfo.InvariantCulture))),
        (sign, whole, fraction, exponent) => sign + whole + fraction + exponent);

    [Fact]
    public void CompareTo_AnyTwoNumbers_AgreesWithIntegers() =>
        Gen.Select(Number, Number).Sample((one, two) => Math.Sign(Parse(one).CompareTo(Parse(two))) == Scaled(one).CompareTo(Scaled(two)));

    [Fact]
    public void CompareTo_NumbersThatDifferInOneDigit_AgreesWithIntegers() =>
        Gen.Select(Gen.Char['1', '9'], Gen.Char['0', '9'].Array[0, 39], Gen.Int[0, 39], Gen.Char['0', '9'], Gen.Int[0, 39]).Sample((first, rest, at, digit, point) =>
        {
            var one = new string([first, .. rest]);
            var two = one[..Math.Min(at, rest.Length)] + digit + one[(Math.Min(at, rest.Length) + 1)..];
            var (left, right) = (one.Insert(Math.Max(1, Math.Min(point, one.Length - 1)), one.Length > 1 ? "." : ""), two + "e-" + (one.Length - Math.Max(1, Math.Min(point, one.Length - 1))));
            return Math.Sign(Parse(left).CompareTo(Parse(right))) == Scaled(left).CompareTo(Scaled(right));
        });

    [Fact]
    public void CompareTo_TheSameNumberInAnotherSpelling_IsEqual() =>
        Gen.Select(Gen.Long, Gen.Int[0, 30]).Sample((value, zeros) =>
            Parse($"{value}").CompareTo(Parse($"{value}.{new string('0', zeros)}0e0")) == 0
            && Parse($"{value}").CompareTo(Parse($"{value}{new string('0', zeros)}e-{zeros}")) == 0);

    [Fact]
    public void TryToDecimal_AnyNumber_IsExactOrRefused() =>
        Number.Sample(text => !Parse(text).TryToDecimal(out var value)
            || Scaled(value.ToString(CultureInfo.InvariantCulture)).CompareTo(Scaled(text)) == 0);

    [Fact]
    public void TryToDecimal_WhateverHasAtMost28Digits_IsHeld() =>
        Gen.Decimal[-1_000_000_000_000m, 1_000_000_000_000m].Select(value => decimal.Round(value, 15)).Sample(value =>
            Parse(value.ToString(CultureInfo.InvariantCulture)).TryToDecimal(out var held) && held == value);

    [Theory]
    [InlineData("1e999999999", "1e1000000000")]
    [InlineData("-1e999999999999999999999999", "-1e999999999")]
    [InlineData("1e-999999999999999999999999", "1e-999999999")]
    [InlineData("0e999999999999999999999999", "1e-999999999999999999999999")]
    [InlineData("9.99999999999999999999999999999999e14", "1e15")]
    public void CompareTo_NumbersWithHugeExponents_TakesNoArithmetic(string smaller, string larger)
    {
        Assert.Equal(-1, Math.Sign(Parse(smaller).CompareTo(Parse(larger))));
        Assert.Equal(1, Math.Sign(Parse(larger).CompareTo(Parse(smaller))));
        Assert.True(smaller.Length > 12 || !Parse(smaller).TryToDecimal(out _));
    }

    [Theory]
    [InlineData("123456789012345678e1", "1234567890123456789")]
    [InlineData("12345678901234567.8", "12345678901234567.80000000001")]
    public void CompareTo_NumbersThatBeginAlike_LooksAtTheLastDigit(string smaller, string larger)
    {
        Assert.Equal(-1, Math.Sign(Parse(smaller).CompareTo(Parse(larger))));
        Assert.Equal(1, Math.Sign(Parse(larger).CompareTo(Parse(smaller))));
    }

    [Fact]
    public void ToDouble_AnyNumberHoweverWritten_IsTheNearestDouble() =>
        Gen.Select(Gen.Double, Gen.Int[0, 900], Gen.Int[-400, 400]).Where(each => double.IsFinite(each.Item1)).Sample((number, zeros, shift) =>
        {
            var written = number.ToString("E16", CultureInfo.InvariantCulture);
            var at = written.IndexOf('E', StringComparison.Ordinal);
            var (sign, digits) = written[0] == '-' ? ("-", written[1..at]) : ("", written[..at]);
            var padded = $"{sign}0.{new string('0', zeros)}{digits.Replace(".", "", StringComparison.Ordinal)}{new string('0', zeros)}e{int.Parse(written[(at + 1)..], CultureInfo.InvariantCulture) + zeros + 1}";
            var shifted = $"{written[..at]}e{shift}";
            return Parse(padded).ToDouble().Equals(number) && Parse(shifted).ToDouble().Equals(double.Parse(shifted, CultureInfo.InvariantCulture));
        });

    [Theory]
    [InlineData("666", "666.00000000000000000001", true)]
    [InlineData("666", "666.0000000000001", false)]
    [InlineData("9007199254740992", "9007199254740993", true)]
    [InlineData("9007199254740992", "9007199254740993.0000000000000000000001", false)]
    [InlineData("0", "1e-400", true)]
    [InlineData("0", "-1e-99999999999", true)]
    [InlineData("0", "5e-324", false)]
    [InlineData("1e400", "1e99999", true)]
    [InlineData("1e400", "-1e400", false)]
    [InlineData("0.1", "0.2", false)]
    public void IsSameDouble_OfTwoNumbers_IsAsAServerWithDoublesSeesThem(string one, string other, bool same) => Assert.Equal(same, Parse(one).IsSameDouble(Parse(other)));

    [Fact]
    public void ToDouble_OfATieThatALaterDigitBreaks_IsRoundedUp()
    {
        // Exactly between two doubles, then zeros far beyond the digits that are looked at, then a one.
        var tie = "9007199254740993." + new string('0', 5000);

        Assert.Equal(9007199254740992, Parse(tie).ToDouble());
        Assert.Equal(9007199254740994, Parse(tie + "1").ToDouble());
    }

    private static ExactNumber Parse(string text) => ExactNumber.Parse(Encoding.UTF8.GetBytes(text));

    // The number times 10^100, which makes all generated numbers integers.
    private static BigInteger Scaled(string text)
    {
        var parts = text.Split('e', 'E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : parts[0].Length - point - 1;
        var exponent = parts.Length == 1 ? 0 : int.Parse(parts[1], CultureInfo.InvariantCulture);
        var digits = BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return digits * BigInteger.Pow(10, 100 + exponent - decimals);
    }
}
