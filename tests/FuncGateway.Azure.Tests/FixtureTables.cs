using FuncGateway.Azure.Storage;
using FuncGateway.Testing.Azurite;

namespace FuncGateway.Azure.Tests;

internal static class FixtureTables
{
    public static Tables Tables(this AzuriteFixture azurite) => new(azurite.CreateTableService(), azurite.TablePrefix);
}
