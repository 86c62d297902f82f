using System.Text.RegularExpressions;
using CsCheck;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Tests.Rules;

public sealed class RegexPatternTests
{
    private static readonly Gen<string> Pattern = Gen.OneOf(
            "a", "b", "$", "^", "|", "(", ")", "(?:", "[a", "[^]", "]", "[$]", "[^$]", "\\$", "\\[", "\\]", "\\\\", "\\c[", "-[b]", "*", "?", "(?#[$)", ".", "\\n", "[\\]$a]", "(?i)", "(?m)")
        .Array[1, 8].Select(string.Concat);

    private static readonly Gen<string> Text = Gen.Char["ab$\n]\\[\u001b"].Array[0, 5].Select(characters => new string(characters));

    [Theory]
    [InlineData("^a$", @"^a\z")]
    [InlineData("^(a$|b)$", @"^(a\z|b)\z")]
    [InlineData(@"\$[$]\\$", @"\$[$]\\\z")]
    [InlineData("[]$]$", @"[]$]\z")]
    [InlineData("[^]$]$", @"[^]$]\z")]
    [InlineData(@"[\]$]$", @"[\]$]\z")]
    [InlineData("[a-z-[$]$]$", @"[a-z-[$]$]\z")]
    [InlineData("(?#[)a$", @"(?#[)a\z")]
    [InlineData(@"\c[$", @"\c[\z")]
    [InlineData("[$", "[$")]
    [InlineData("\\", "\\")]
    public void TryRewrite_DollarsThatAreAnchors_BecomeTheVeryEnd(string pattern, string expected)
    {
        Assert.True(RegexPattern.TryRewrite(pattern, out var rewritten, out _));
        Assert.Equal(expected, rewritten);
    }

    [Fact]
    public void TryCompile_AnyPattern_DiffersFromDotNetOnlyBeforeATrailingNewline()
    {
        var compared = 0;
        Gen.Select(Pattern, Text).Sample((pattern, text) =>
        {
            if (pattern.Contains("(?m)", StringComparison.Ordinal) || !RegexPattern.TryCompile(pattern, out var ours, out _))
            {
                return true;
            }

            Interlocked.Increment(ref compared);
            var theirs = new Regex(pattern, RegexOptions.CultureInvariant);
            return text.EndsWith('\n') ? theirs.IsMatch(text) || !ours.IsMatch(text) : theirs.IsMatch(text) == ours.IsMatch(text);
        });
        Assert.InRange(compared, 10, int.MaxValue);
    }

    [Fact]
    public void TryCompile_AnyPatternThatEndsInADollar_NeverMatchesBeforeATrailingNewline() =>
        Gen.Select(Pattern, Text).Sample((pattern, text) =>
            !RegexPattern.TryCompile($"^(?:{pattern})$", out var whole, out _)
            || !RegexPattern.TryCompile(@"\A(?:" + pattern + @")\z", out var exact, out _)
            || pattern.Contains("(?m)", StringComparison.Ordinal)
            || whole.IsMatch(text) == exact.IsMatch(text));

    [Theory]
    [InlineData(100_000)]
    [InlineData(1_000)]
    public void TryCompile_DeepNesting_IsRefusedOrCompiledButDoesNotFail(int depth)
    {
        var pattern = new string('(', depth) + new string(')', depth);
        Assert.Equal(RegexPattern.TryCompile(pattern, out var regex, out var fault), regex is not null && fault.Length == 0);
    }

    [Theory]
    [InlineData("((a{1,1000}){1,1000}){1,1000}")]
    [InlineData("(?<=a)b")]
    [InlineData("(?>a)b")]
    public void TryCompile_WhatCannotBeMatchedInLinearTime_IsRefused(string pattern)
    {
        Assert.False(RegexPattern.TryCompile(pattern, out _, out var fault));
        Assert.NotEmpty(fault);
    }
}
