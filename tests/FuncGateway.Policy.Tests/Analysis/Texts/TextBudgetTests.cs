using FuncGateway.Policies.Analysis.Texts;

namespace FuncGateway.Policies.Tests.Analysis.Texts;

public sealed class TextBudgetTests
{
    public static TheoryData<string> Hostile =>
    [
        "(a|b)*a(a|b){15}",
        "^(a|b)*a(a|b){15}$",
        @"(\w{1,50}){1,50}",
        @"^(\w{1,50}){1,50}$",
        @"x\w{999}y",
        @"(((((\w{1,9}){1,9}){1,9}){1,9}){1,9}){1,9}",
        "^(((a*)*)*)*$",
        "^((a?){500}){2}$",
        @"^(?:.*a){20}.{20}b",
        @"^(?:[\s\S]{0,99}\b){9}z\Z",
        "(?:){1000}{",
        "a{2147483647}",
        new string('(', 900) + new string(')', 900),
        new string('(', 400) + "a" + string.Concat(Enumerable.Repeat("|b)*", 400)),
        $"^[{Ascii}]{{3}}$",
        string.Concat(Enumerable.Range(' ', 95).Select(code => $@"\u{code:x4}.*")),
        string.Concat(Enumerable.Repeat("[a-", 300)) + "[b]" + new string(']', 300),
    ];

    private static string Ascii => string.Concat(Enumerable.Range(' ', 95).Select(code => $@"\u{code:x4}"));

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Matching_AHostilePattern_EndsWithinTheBudget(string pattern)
    {
        var isFollowed = TextSet.TryMatching(pattern, new TextBudget(), out var set, out var why);
        Assert.Equal(isFollowed, set is not null);
        Assert.Equal(isFollowed ? "" : why, why);
        Assert.True(set is null ? why.Length > 0 : set.Shortest() is not { } text || set.Contains(text));
    }

    [Fact]
    public void Matching_MoreStatesThanTheBudget_SaysHowMany()
    {
        Assert.False(TextSet.TryMatching("^(a|b)*a(a|b){15}$", new TextBudget(), out _, out var why));
        Assert.Equal("it takes more than 10,000 states", why);
        Assert.False(TextSet.TryMatching("a{70}", new TextBudget(50), out _, out why));
        Assert.Equal("it takes more than 50 states", why);
    }

    [Fact]
    public void Budget_OfSeveralOperations_IsShared()
    {
        var budget = new TextBudget(30);
        Assert.True(TextSet.TryMatching("^a{10}$", budget, out _, out _));
        Assert.True(TextSet.TryMatching("^b{10}$", budget, out _, out _));
        Assert.False(TextSet.TryMatching("^c{10}$", budget, out _, out _));
        Assert.True(budget.IsExhausted);
    }

    [Fact]
    public void And_BeyondTheBudget_IsNull()
    {
        Assert.True(TextSet.TryMatching("^(?:a{7})*$", new TextBudget(), out var sevens, out _));
        Assert.True(TextSet.TryMatching("^(?:a{11})*$", new TextBudget(), out var elevens, out _));
        Assert.Null(sevens.And(elevens, new TextBudget(70)));
        Assert.Equal("", sevens.And(elevens, new TextBudget(100))!.Shortest());
        Assert.Null(TextSet.Containing(new string('a', 100)).And(sevens, new TextBudget(70)));
        Assert.Null(sevens.And(TextSet.Of(new string('a', 100)).Not(), new TextBudget(70)));
    }
}
