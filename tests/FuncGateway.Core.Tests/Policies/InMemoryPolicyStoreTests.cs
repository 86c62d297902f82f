using FuncGateway.Core.Policies;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Policies;

/// <summary>Verifies that the in-memory store, which other tests use, passes the same tests as the real one.</summary>
public sealed class InMemoryPolicyStoreTests : PolicyStoreContract
{
    protected override IPolicyStore Create() => new InMemoryPolicyStore();
}
