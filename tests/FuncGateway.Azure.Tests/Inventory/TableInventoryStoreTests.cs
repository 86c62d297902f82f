using FuncGateway.Azure.Inventory;
using FuncGateway.Core.Inventory;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Azure.Tests.Inventory;

public sealed class TableInventoryStoreTests(AzuriteFixture azurite) : InventoryStoreContract, IClassFixture<AzuriteFixture>
{
    protected override IInventoryStore Create() => new TableInventoryStore(azurite.Tables());
}
