using System.Text;
using FuncGateway.Cli.Policies;

namespace FuncGateway.Cli.Tests;

public sealed class PolicyFileTests
{
    private const string Text = "{\n  \"version\": \"1\",\n  \"größe\": [1, { \"a/b\": { \"~\": true } }, 3],\n  \"last\": 2\n}\n";

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("/version", 2, 3)]
    [InlineData("/größe", 3, 3)]
    [InlineData("/größe/1/a~1b", 3, 18)]
    [InlineData("/größe/1/a~1b/~0", 3, 27)]
    [InlineData("/größe/2", 3, 42)]
    [InlineData("/last", 4, 3)]
    [InlineData("/größe/1/missing/deeper", 3, 16)]
    [InlineData("/missing", 1, 1)]
    public void Position_OfAPointer_IsThatOfItsMemberOrTheNearestAround(string pointer, int line, int column) =>
        Assert.Equal((line, column), TextPositions.Find(Encoding.UTF8.GetBytes(Text), pointer));

    [Theory]
    [InlineData("/\\ud800", 2)]
    [InlineData("/\\ud800/x", 2)]
    [InlineData("/b", 3)]
    public void Position_AfterAKeyWithHalfOfASurrogatePair_IsFound(string pointer, int line) =>
        Assert.Equal(line, TextPositions.Find("{\n\"\\ud800\": { \"x\": 1 },\n\"b\": 2 }"u8, pointer).Line);

    [Theory]
    [InlineData("{\n  \"a\": ,\n}", "/b", 2)]
    [InlineData("", "/b", 1)]
    [InlineData("not json", "", 1)]
    public void Position_InATextThatIsNotJson_IsWhereReadingEnds(string text, string pointer, int line) =>
        Assert.Equal(line, TextPositions.Find(Encoding.UTF8.GetBytes(text), pointer).Line);
}
