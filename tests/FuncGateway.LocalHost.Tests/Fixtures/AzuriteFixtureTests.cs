using Azure;
using Azure.Data.Tables;
using FuncGateway.Testing.Azurite;

namespace FuncGateway.LocalHost.Tests.Fixtures;

public sealed class AzuriteFixtureTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Update_WithAStaleETag_IsRefusedByTheRealTableService()
    {
        var table = new TableClient(azurite.ConnectionString, $"{azurite.TablePrefix}rows");
        await table.CreateAsync();
        await table.AddEntityAsync(new TableEntity("partition", "row") { ["Value"] = 1 });
        var first = (await table.GetEntityAsync<TableEntity>("partition", "row")).Value;
        await table.UpdateEntityAsync(new TableEntity("partition", "row") { ["Value"] = 2 }, first.ETag);

        var conflict = await Assert.ThrowsAsync<RequestFailedException>(() => table.UpdateEntityAsync(new TableEntity("partition", "row") { ["Value"] = 3 }, first.ETag));

        Assert.Equal(412, conflict.Status);
        Assert.Equal(2, (await table.GetEntityAsync<TableEntity>("partition", "row")).Value["Value"]);
    }

    [Fact]
    public void TablePrefix_OfAnotherFixture_IsAnother()
    {
        Assert.NotEqual(azurite.TablePrefix, new AzuriteFixture().TablePrefix);
        Assert.Matches("^[a-z][a-z0-9]{16}$", azurite.TablePrefix);
    }
}
