using FuncGateway.Policies.Analysis.Texts;

namespace FuncGateway.Policies.Tests.Analysis.Texts;

public sealed class TextSetProperties
{
    private const int Rounds = 500;

    // Up to four characters; z stands for all that a pattern does not mention.
    private static readonly string[] Small = [.. Enumerable.Range(0, 5).SelectMany(length => TextsOf("abA\nz", length))];

    [Fact]
    public void Algebra_OfRandomSets_HoldsForTheSetsAsAWhole() => ForRandomSets((one, other, message) =>
    {
        var budget = new TextBudget(1_000_000);
        var both = one.And(other, budget)!;
        var either = one.Not().And(other.Not(), budget)!.Not();
        Assert.True(AreSame(one, one.Not().Not()), message);
        Assert.True(one.And(one.Not(), budget)!.IsEmpty, message);
        Assert.True(AreSame(both, other.And(one, budget)!), message);
        Assert.True(AreSame(both.And(one, budget)!, both), message);
        Assert.True(AreSame(either.And(one, budget)!, one), message);
        Assert.Equal(one.IsAll, one.Not().IsEmpty);
    });

    [Fact]
    public void Membership_InRandomSets_FollowsTheOperations() => ForRandomSets((one, other, message) =>
    {
        var budget = new TextBudget(1_000_000);
        var both = one.And(other, budget)!;
        var difference = one.And(other.Not(), budget)!;
        foreach (var text in Small)
        {
            Assert.True(one.Contains(text) != one.Not().Contains(text), message);
            Assert.True((one.Contains(text) && other.Contains(text)) == both.Contains(text), message);
            Assert.True((one.Contains(text) && !other.Contains(text)) == difference.Contains(text), message);
        }
    });

    [Fact]
    public void Shortest_OfRandomSets_IsAMemberAndNoneIsShorter() => ForRandomSets((one, other, message) =>
    {
        foreach (var set in (TextSet[])[one, one.Not(), one.And(other, new TextBudget(1_000_000))!])
        {
            var shortest = set.Shortest();
            Assert.True(shortest is null ? set.IsEmpty : set.Contains(shortest), message);
            Assert.DoesNotContain(Small, text => text.Length < (shortest?.Length ?? int.MaxValue) && set.Contains(text));
        }
    });

    private static void ForRandomSets(Action<TextSet, TextSet, string> assert)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var (one, first) = Any(random);
            var (other, second) = Any(random);
            assert(one, other, $"Seed {seed}: {first} and {second}");
        }
    }

    private static (TextSet Set, string Name) Any(Random random)
    {
        if (random.Next(5) == 0)
        {
            var text = Small[random.Next(Small.Length)];
            return random.Next(2) == 0 ? (TextSet.Of(text), $"the text '{text}'") : (TextSet.Containing(text), $"what contains '{text}'");
        }

        while (true)
        {
            var pattern = SmallPattern(random, 2);
            if (TextSet.TryMatching(pattern, new TextBudget(300), out var set, out _))
            {
                return random.Next(2) == 0 ? (set, pattern) : (set.Not(), $"not {pattern}");
            }
        }
    }

    private static string SmallPattern(Random random, int depth) => string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(12) switch
    {
        0 => "^",
        1 => "$",
        2 => ".",
        3 => @"\b",
        4 => "[^a]",
        5 => "(?i:a)",
        6 => "b*",
        7 => @"\n\Z",
        < 10 when depth > 0 => $"(?:{SmallPattern(random, depth - 1)}|{SmallPattern(random, depth - 1)}){(random.Next(2) == 0 ? "" : "{0,2}")}",
        _ => random.Next(2) == 0 ? "a" : "b",
    }));

    private static bool AreSame(TextSet one, TextSet other)
    {
        var budget = new TextBudget(1_000_000);
        return one.And(other.Not(), budget)!.IsEmpty && other.And(one.Not(), budget)!.IsEmpty;
    }

    private static IEnumerable<string> TextsOf(string alphabet, int length) =>
        length == 0 ? [""] : TextsOf(alphabet, length - 1).SelectMany(_ => alphabet, (text, one) => text + one);
}
