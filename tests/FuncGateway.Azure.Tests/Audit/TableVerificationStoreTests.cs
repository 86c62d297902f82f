using FuncGateway.Azure.Audit;
using FuncGateway.Azure.Storage;
using FuncGateway.Core.Audit;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Azure.Tests.Audit;

public sealed class TableVerificationStoreTests(AzuriteFixture azurite) : VerificationStoreContract, IClassFixture<AzuriteFixture>
{
    // A prefix of its own for each test: there is only one last verification.
    protected override IVerificationStore Create() => new TableVerificationStore(new Tables(azurite.CreateTableService(), $"t{Guid.NewGuid():N}"[..17]));
}
