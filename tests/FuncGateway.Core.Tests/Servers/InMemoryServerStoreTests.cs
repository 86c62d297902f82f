using FuncGateway.Core.Servers;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Servers;

/// <summary>Verifies that the in-memory store, which other tests use, passes the same tests as the real one.</summary>
public sealed class InMemoryServerStoreTests : ServerStoreContract
{
    protected override IServerStore Create() => new InMemoryServerStore();
}
