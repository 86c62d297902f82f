using FuncGateway.Core.Access;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Access;

/// <summary>Verifies that the in-memory store, which other tests use, passes the same tests as the real one.</summary>
public sealed class InMemoryFreezeStoreTests : FreezeStoreContract
{
    protected override IFreezeStore Create() => new InMemoryFreezeStore();
}
