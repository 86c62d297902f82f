using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Audit.Checkpoints;

public sealed class InMemoryCheckpointStoreTests : CheckpointStoreContract
{
    protected override ICheckpointStore Create() => new InMemoryCheckpointStore();
}
