using FuncGateway.Azure.Ownership;
using FuncGateway.Core.Ownership;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Azure.Tests.Ownership;

public sealed class TableOwnerStoreTests(AzuriteFixture azurite) : OwnerStoreContract, IClassFixture<AzuriteFixture>
{
    protected override IOwnerStore Create() => new TableOwnerStore(azurite.Tables());
}
