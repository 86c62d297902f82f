using FuncGateway.Core.Tasks;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Tasks;

public sealed class InMemoryTaskStoreTests : TaskStoreContract
{
    protected override ITaskStore Create() => new InMemoryTaskStore();
}
