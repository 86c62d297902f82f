using FuncGateway.Core.Recordings;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Recordings;

/// <summary>Verifies that the in-memory store, which other tests use, passes the same tests as the real one.</summary>
public sealed class InMemoryRecordingStoreTests : RecordingStoreContract
{
    protected override IRecordingStore Create() => new InMemoryRecordingStore();
}
