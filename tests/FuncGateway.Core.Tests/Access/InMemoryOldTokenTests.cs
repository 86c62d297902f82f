using FuncGateway.Core.Access;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Access;

public sealed class InMemoryOldTokenTests : OldTokenContract
{
    protected override IGrantStore Create() => new InMemoryGrantStore();
}
