using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Approvals;

public sealed class InMemoryApprovalStoreTests : ApprovalStoreContract
{
    protected override IApprovalStore Create() => new InMemoryApprovalStore();
}
