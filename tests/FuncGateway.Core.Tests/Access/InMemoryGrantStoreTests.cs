using FuncGateway.Core.Access;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Access;

/// <summary>The store that other tests lean on keeps what the real one keeps.</summary>
public sealed class InMemoryGrantStoreTests : GrantStoreContract
{
    protected override IGrantStore Create() => new InMemoryGrantStore();
}
