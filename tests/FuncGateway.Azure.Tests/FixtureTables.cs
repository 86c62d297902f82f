using Azure.Data.Tables;
using FuncGateway.Azure.Storage;
using FuncGateway.Testing.Azurite;

namespace FuncGateway.Azure.Tests;

internal static class FixtureTables
{
    public static Tables Tables(this AzuriteFixture azurite) => new(new TableServiceClient(azurite.ConnectionString), azurite.TablePrefix);
}
