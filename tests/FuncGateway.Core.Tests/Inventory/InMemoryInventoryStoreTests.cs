using FuncGateway.Core.Inventory;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Inventory;

/// <summary>The fake behaves like the store that it stands for.</summary>
public sealed class InMemoryInventoryStoreTests : InventoryStoreContract
{
    protected override IInventoryStore Create() => new InMemoryInventoryStore();
}
