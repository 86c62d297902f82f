using FuncGateway.Gateway.Approvals;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Gateway.Tests.Approvals;

public sealed class InMemoryApprovalStoreTests : ApprovalStoreContract
{
    protected override IApprovalStore Create() => new InMemoryApprovalStore();
}
