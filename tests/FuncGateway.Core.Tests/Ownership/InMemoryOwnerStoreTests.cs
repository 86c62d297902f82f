using FuncGateway.Core.Ownership;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Ownership;

public sealed class InMemoryOwnerStoreTests : OwnerStoreContract
{
    protected override IOwnerStore Create() => new InMemoryOwnerStore();
}
