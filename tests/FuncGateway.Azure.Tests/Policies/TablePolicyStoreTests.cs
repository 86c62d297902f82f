using FuncGateway.Azure.Policies;
using FuncGateway.Core.Policies;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Azure.Tests.Policies;

public sealed class TablePolicyStoreTests(AzuriteFixture azurite) : PolicyStoreContract, IClassFixture<AzuriteFixture>
{
    protected override IPolicyStore Create() => new TablePolicyStore(azurite.Tables());
}
