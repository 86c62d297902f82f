using System.Text.RegularExpressions;
using FuncGateway.Policies.Analysis.Texts;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Tests.Analysis.Texts;

/// <summary>The engine of .NET decides what is right, as the publisher compiles patterns and as it matches by default.</summary>
public sealed class TextSetAgainstEngineTests
{
    private const int Patterns = 5_000;
    private const int TextsPerPattern = 20;

    // The backtracking engine has optimizations that are wrong for rare patterns: it finds b(x()+?){2} in "bxy", but not \W+\B in "x  y".
    private const int MaxWrongByDefault = Patterns * TextsPerPattern / 1_000;

    // Some pairs take the backtracking engine exponential time, or more steps back than it can keep; it then has no answer to compare with.
    private static readonly TimeSpan MaxMatchTime = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void Matching_AHundredThousandPairsOfPatternAndText_IsAsTheEngineDecides()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var generator = new RandomPattern(random);
        var (accepted, followed, wrongByDefault) = (0, 0, 0);
        while (followed < Patterns)
        {
            var pattern = generator.Pattern();
            var isAccepted = RegexPattern.TryCompile(pattern, out var published, out _);
            var isFollowed = TextSet.TryMatching(pattern, new TextBudget(), out var set, out var why);
            Assert.True(isAccepted || !isFollowed, $"Seed {seed}: the publisher refuses '{pattern}'.");
            Assert.NotEqual(isFollowed, why.Length > 0);
            accepted += isAccepted ? 1 : 0;
            if (isAccepted && isFollowed)
            {
                followed++;
                wrongByDefault += Compare(pattern, published!, set!, Texts(generator, pattern, set!, random), seed);
            }
        }

        Assert.True(wrongByDefault <= MaxWrongByDefault, $"Seed {seed}: {wrongByDefault} pairs differ from the backtracking engine.");

        Assert.True(followed >= accepted * 0.95, $"Seed {seed}: {followed} of {accepted} patterns were followed.");
    }

    [Fact]
    public void Matching_AnyStringAsAPattern_IsRefusedOrAsTheEngineDecides()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var generator = new RandomPattern(random);
        var wrongByDefault = 0;
        for (var count = 0; count < 20_000; count++)
        {
            var pattern = Soup(random);
            var isAccepted = RegexPattern.TryCompile(pattern, out var published, out _);
            if (TextSet.TryMatching(pattern, new TextBudget(), out var set, out _))
            {
                Assert.True(isAccepted, $"Seed {seed}: the publisher refuses '{pattern}'.");
                wrongByDefault += Compare(pattern, published!, set, Enumerable.Range(0, 4).Select(_ => generator.Text(pattern)), seed);
            }
        }

        Assert.True(wrongByDefault <= MaxWrongByDefault, $"Seed {seed}: {wrongByDefault} pairs differ from the backtracking engine.");
    }

    private static IEnumerable<string> Texts(RandomPattern generator, string pattern, TextSet set, Random random)
    {
        string?[] shortest = [set.Shortest(), set.Not().Shortest()];
        foreach (var text in shortest.OfType<string>())
        {
            yield return text;
        }

        for (var count = shortest.OfType<string>().Count(); count < TextsPerPattern; count++)
        {
            yield return shortest[random.Next(2)] is { } text && random.Next(2) == 0 ? generator.Mutate(text) : generator.Text(pattern);
        }
    }

    /// <returns>For how many texts the backtracking engine decides otherwise than the one that is used.</returns>
    private static int Compare(string pattern, Regex published, TextSet set, IEnumerable<string> texts, int seed)
    {
        RegexPattern.TryRewrite(pattern, out var rewritten, out _);
        var backtracking = new Regex(rewritten, RegexOptions.CultureInvariant, MaxMatchTime);
        return texts.Count(text =>
        {
            var found = set.Contains(text);
            Assert.True(published.IsMatch(text) == found, $"Seed {seed}: '{pattern}' on '{Regex.Escape(text)}' is {found} here.");
            return (FindMatch(backtracking, text) ?? found) != found;
        });
    }

    private static bool? FindMatch(Regex backtracking, string text)
    {
        try
        {
            return backtracking.IsMatch(text);
        }
        catch (Exception e) when (e is RegexMatchTimeoutException or OverflowException)
        {
            return null;
        }
    }

    private static string Soup(Random random)
    {
        const string Parts = @"ab^$.|()[]{}*+?\-:<>='#!,12 dDwWsSbBzZAGpPxucknimsk";
        return string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Parts[random.Next(Parts.Length)]));
    }
}
