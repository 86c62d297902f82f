using FuncGateway.Core.Audit;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Audit;

public sealed class InMemoryVerificationStoreTests : VerificationStoreContract
{
    protected override IVerificationStore Create() => new InMemoryVerificationStore();
}
