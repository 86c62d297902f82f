using FuncGateway.Azure.Access;
using FuncGateway.Core.Access;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Azure.Tests.Access;

public sealed class TableGrantStoreTests(AzuriteFixture azurite) : GrantStoreContract, IClassFixture<AzuriteFixture>
{
    protected override IGrantStore Create() => new TableGrantStore(azurite.Tables(), TimeProvider.System);
}
