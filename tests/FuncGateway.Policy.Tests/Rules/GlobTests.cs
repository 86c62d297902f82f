using CsCheck;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Tests.Rules;

public sealed class GlobTests
{
    private static readonly Gen<string> Pattern = Gen.Select(Gen.Char["ab*"].Array[0, 6].Select(characters => new string(characters)), Gen.Int[0, 6], (text, at) => text.Insert(Math.Min(at, text.Length), "*"));

    [Fact]
    public void Matches_AnyPatternAndName_AgreesWithTheNaiveOne() =>
        Gen.Select(Pattern, Gen.Char["ab"].Array[0, 8].Select(characters => new string(characters))).Sample((pattern, name) => new Glob(pattern).Matches(name) == Naive(pattern, name));

    [Fact]
    public void TiesWith_AnyTwoPatterns_IsTrueExactlyWhenSomeNameMatchesBoth()
    {
        var names = Names(8).ToArray();
        Gen.Select(Pattern.Where(pattern => pattern.Length < 5), Pattern.Where(pattern => pattern.Length < 5)).Sample((one, two) =>
        {
            var (left, right) = (new Glob(one), new Glob(two));
            var shared = left.Literals == right.Literals && Array.Exists(names, name => Naive(one, name) && Naive(two, name));
            return left.TiesWith(right) == shared && right.TiesWith(left) == shared;
        });
    }

    [Fact]
    public void Covers_AnyTwoPatterns_MeansThatEachNameOfOneMatchesTheOther()
    {
        var names = Names(8).ToArray();
        Gen.Select(Pattern.Where(pattern => pattern.Length < 5), Pattern.Where(pattern => pattern.Length < 5)).Sample((one, two) =>
            !new Glob(one).Covers(new Glob(two)) || Array.TrueForAll(names, name => !Naive(two, name) || Naive(one, name)));
    }

    private static IEnumerable<string> Names(int longest) => longest == 0
        ? [""]
        : Names(longest - 1).SelectMany(name => name.Length == longest - 1 ? new[] { name, name + "a", name + "b" } : [name]);

    private static bool Naive(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name) => pattern switch
    {
        [] => name.IsEmpty,
        ['*', .. var rest] => Naive(rest, name) || (!name.IsEmpty && Naive(pattern, name[1..])),
        [var first, .. var rest] => !name.IsEmpty && name[0] == first && Naive(rest, name[1..]),
    };
}
