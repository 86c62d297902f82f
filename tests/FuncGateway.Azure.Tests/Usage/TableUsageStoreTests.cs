using FuncGateway.Azure.Usage;
using FuncGateway.Core.Usage;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Azure.Tests.Usage;

public sealed class TableUsageStoreTests(AzuriteFixture azurite) : UsageStoreContract, IClassFixture<AzuriteFixture>
{
    protected override IUsageStore Create() => new TableUsageStore(azurite.Tables());
}
