using FuncGateway.Core.Usage;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Usage;

public sealed class InMemoryUsageStoreTests : UsageStoreContract
{
    protected override IUsageStore Create() => new InMemoryUsageStore();
}
