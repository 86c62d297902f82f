using FuncGateway.Core.Servers;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Servers;

/// <summary>The store that other tests lean on keeps what the real one keeps.</summary>
public sealed class InMemoryServerStoreTests : ServerStoreContract
{
    protected override IServerStore Create() => new InMemoryServerStore();
}
