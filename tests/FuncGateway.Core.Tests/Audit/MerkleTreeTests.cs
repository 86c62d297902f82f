using System.Text;
using FuncGateway.Core.Audit;

namespace FuncGateway.Core.Tests.Audit;

public sealed class MerkleTreeTests
{
    public static TheoryData<int> Sizes => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Path_OfEachLine_LeadsToTheRoot(int size)
    {
        string[] lines = [.. Enumerable.Range(0, size).Select(number => $"line {number}")];
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines));
        Assert.Equal(MerkleTree.Root(bytes), MerkleTree.Root(lines));
        for (var index = 0; index < size; index++)
        {
            Assert.Equal(MerkleTree.Root(lines), MerkleTree.RootOf(Encoding.UTF8.GetBytes(lines[index]), index, size, MerkleTree.Path(bytes, index)));
        }
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(-1, 3)]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(0, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public void RootOf_ALineThatTheTreeDoesNotHave_IsNull(long index, long size)
    {
        var lines = "a\nb\nc"u8;
        Assert.Null(MerkleTree.RootOf("a"u8, index, size, MerkleTree.Path(lines, 0)));
    }

    [Fact]
    public void Root_OfALineWithALineFeed_IsNotThatOfTwoLines() => Assert.NotEqual(MerkleTree.Root(["a", "b"]), MerkleTree.Root(["a\nb"]));
}
