using FuncGateway.Azure.Access;
using FuncGateway.Azure.Storage;
using FuncGateway.Core.Access;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Azure.Tests.Access;

public sealed class TableFreezeStoreTests(AzuriteFixture azurite) : FreezeStoreContract, IClassFixture<AzuriteFixture>
{
    // A prefix of its own for each test: there is only one freeze.
    protected override IFreezeStore Create() => new TableFreezeStore(new Tables(azurite.CreateTableService(), $"t{Guid.NewGuid():N}"[..17]));
}
