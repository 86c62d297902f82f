using FuncGateway.Core.Policies;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Policies;

/// <summary>The store that other tests lean on keeps what the real one keeps.</summary>
public sealed class InMemoryPolicyStoreTests : PolicyStoreContract
{
    protected override IPolicyStore Create() => new InMemoryPolicyStore();
}
