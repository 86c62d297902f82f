using FuncGateway.Azure.Servers;
using FuncGateway.Core.Servers;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Azure.Tests.Servers;

public sealed class TableServerStoreTests(AzuriteFixture azurite) : ServerStoreContract, IClassFixture<AzuriteFixture>
{
    protected override IServerStore Create() => new TableServerStore(azurite.Tables());
}
