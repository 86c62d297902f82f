using FuncGateway.Core.Audit;

namespace FuncGateway.Core.Tests.Audit;

public sealed class BlockFilterTests
{
    private const int Blocks = 400;

    /// <summary>How many keys a block has besides those of its server and its grant.</summary>
    public static TheoryData<int> Sizes => [.. Enumerable.Range(1, 40), 512, 513];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void MayHave_OfAKeyThatIsThere_IsTrue(int size)
    {
        var keys = KeysOf(0, size);

        var filter = BlockFilter.Build(keys);

        Assert.All(keys, key => Assert.True(BlockFilter.MayHave(filter, key)));
    }

    // For each key by itself: one that seems to be in every second block makes its search read them all, however rare such keys are.
    [Theory]
    [MemberData(nameof(Sizes))]
    public void MayHave_OfAKeyThatIsNotThere_IsFalseInNearlyEveryBlock(int size)
    {
        var filters = Enumerable.Range(0, size > 100 ? Blocks / 10 : Blocks).Select(block => BlockFilter.Build(KeysOf(block, size))).ToArray();

        var worst = Enumerable.Range(0, 300).Max(key => filters.Count(filter => BlockFilter.MayHave(filter, BlockFilter.IdKey($"missing-{key}"))));

        Assert.InRange(worst, 0, filters.Length / 8);
    }

    [Fact]
    public void MayHave_WithoutAFilter_IsTrue() => Assert.True(BlockFilter.MayHave(null, BlockFilter.IdKey("a")));

    // Every block names the same server and grant.
    private static string[] KeysOf(int block, int size) => [BlockFilter.ServerKey("jobs"), BlockFilter.GrantKey("night-shift"), .. Enumerable.Range(0, size).Select(key => BlockFilter.IdKey($"{block}-{key}"))];
}
