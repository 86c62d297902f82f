using FuncGateway.Azure.Recordings;
using FuncGateway.Core.Recordings;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Azure.Tests.Recordings;

public sealed class TableRecordingStoreTests(AzuriteFixture azurite) : RecordingStoreContract, IClassFixture<AzuriteFixture>
{
    protected override IRecordingStore Create() => new TableRecordingStore(azurite.Tables());
}
