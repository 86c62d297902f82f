using FuncGateway.Azure.Tasks;
using FuncGateway.Core.Tasks;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Azure.Tests.Tasks;

public sealed class TableTaskStoreTests(AzuriteFixture azurite) : TaskStoreContract, IClassFixture<AzuriteFixture>
{
    protected override ITaskStore Create() => new TableTaskStore(azurite.Tables());
}
