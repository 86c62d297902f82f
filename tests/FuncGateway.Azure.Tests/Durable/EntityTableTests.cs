using Azure.Data.Tables;
using FuncGateway.Azure.Durable;
using FuncGateway.Gateway;
using FuncGateway.Testing.Azurite;

namespace FuncGateway.Azure.Tests.Durable;

public sealed class EntityTableTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private readonly string _key = "grant:" + Guid.NewGuid();

    private EntityTable Table => new(new TableServiceClient(azurite.ConnectionString), azurite.TablePrefix);

    [Fact]
    public async Task Find_OfAKeyNobodyWrote_IsNull() => Assert.Null(await Table.FindAsync(_key, CancellationToken.None));

    [Theory]
    [InlineData(2)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(EntityTable.MaxBytes)]
    public async Task Insert_OfAStateOfThatSize_IsFoundAgain(int bytes)
    {
        var state = StateOf(bytes);
        Assert.True(await Table.TryInsertAsync(_key, state, CancellationToken.None));
        var found = await Table.FindAsync(_key, CancellationToken.None);
        Assert.True(found?.Value.Span.SequenceEqual(state));
    }

    [Fact]
    public async Task Insert_OfAStateThatIsTooLong_SaysHowLongItMayBe()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Table.TryInsertAsync(_key, StateOf(EntityTable.MaxBytes + 1), CancellationToken.None));
        Assert.Contains("has 983041 bytes; a row takes at most 983040", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Insert_WhereThereIsAState_IsRefused()
    {
        await Table.TryInsertAsync(_key, StateOf(2), CancellationToken.None);
        Assert.False(await Table.TryInsertAsync(_key, StateOf(3), CancellationToken.None));
        Assert.Equal(2, (await Table.FindAsync(_key, CancellationToken.None))?.Value.Length);
    }

    [Fact]
    public async Task Replace_ByAShorterState_LeavesNothingOfTheLongOne()
    {
        await Table.TryInsertAsync(_key, StateOf(150_000), CancellationToken.None);
        Assert.True(await Table.TryReplaceAsync(_key, StateOf(10), await VersionAsync(), CancellationToken.None));
        Assert.Equal(10, (await Table.FindAsync(_key, CancellationToken.None))?.Value.Length);
    }

    [Fact]
    public async Task Replace_OfAStateThatChangedMeanwhile_IsRefused()
    {
        await Table.TryInsertAsync(_key, StateOf(2), CancellationToken.None);
        var read = await VersionAsync();
        Assert.True(await Table.TryReplaceAsync(_key, StateOf(3), read, CancellationToken.None));
        Assert.False(await Table.TryReplaceAsync(_key, StateOf(4), read, CancellationToken.None));
        Assert.Equal(3, (await Table.FindAsync(_key, CancellationToken.None))?.Value.Length);
    }

    [Fact]
    public async Task Replace_OfADeletedState_IsRefused()
    {
        await Table.TryInsertAsync(_key, StateOf(2), CancellationToken.None);
        var read = await VersionAsync();
        Assert.True(await Table.TryDeleteAsync(_key, read, CancellationToken.None));
        Assert.False(await Table.TryReplaceAsync(_key, StateOf(3), read, CancellationToken.None));
        Assert.Null(await Table.FindAsync(_key, CancellationToken.None));
    }

    [Fact]
    public async Task Delete_OfAStateThatChangedMeanwhile_IsRefused()
    {
        await Table.TryInsertAsync(_key, StateOf(2), CancellationToken.None);
        var read = await VersionAsync();
        await Table.TryReplaceAsync(_key, StateOf(3), read, CancellationToken.None);
        Assert.False(await Table.TryDeleteAsync(_key, read, CancellationToken.None));
        Assert.True(await Table.TryDeleteAsync(_key, await VersionAsync(), CancellationToken.None));
        Assert.False(await Table.TryDeleteAsync(_key, read, CancellationToken.None));
    }

    [Theory]
    [InlineData("a/b", "a_002fb")]
    [InlineData("a_002fb", "a_005f002fb")]
    [InlineData("grant:01j#?%\\", "grant:01j_0023_003f_0025_005c")]
    [InlineData("ü \n", "_00fc_0020_000a")]
    public async Task Key_OfAnyText_IsItsOwn(string key, string encoded)
    {
        Assert.Equal(encoded, EntityKey.Encode(key));
        Assert.True(await Table.TryInsertAsync(_key + key, StateOf(2), CancellationToken.None));
        Assert.NotNull(await Table.FindAsync(_key + key, CancellationToken.None));
        Assert.Null(await Table.FindAsync(_key + encoded, CancellationToken.None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(513)]
    public async Task Key_OfALengthTablesDoNotTake_IsRefused(int length) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Table.FindAsync(new string('a', length), CancellationToken.None));

    [Fact]
    public async Task Find_WhenTheTableServiceIsAway_SaysThatTheStoreIsUnavailable()
    {
        var nobody = new TableClientOptions { Retry = { MaxRetries = 0 } };
        var away = new EntityTable(new TableServiceClient("DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:1/a;", nobody), "t");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => away.FindAsync(_key, CancellationToken.None));
    }

    private static byte[] StateOf(int bytes) => [.. Enumerable.Range(0, bytes).Select(at => (byte)('a' + (at % 26)))];

    private async Task<RowVersion> VersionAsync() =>
        (await Table.FindAsync(_key, CancellationToken.None))?.Version ?? throw new InvalidOperationException("There is no state.");
}
