using FuncGateway.Azure.Approvals;
using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Azure.Tests.Approvals;

public sealed class TableApprovalStoreTests(AzuriteFixture azurite) : ApprovalStoreContract, IClassFixture<AzuriteFixture>
{
    protected override IApprovalStore Create() => new TableApprovalStore(azurite.Tables());
}
