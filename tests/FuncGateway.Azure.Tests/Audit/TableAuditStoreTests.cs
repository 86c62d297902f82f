using FuncGateway.Azure.Audit;
using FuncGateway.Core.Audit;
using FuncGateway.Testing.Azurite;
using FuncGateway.Testing.Contracts;

namespace FuncGateway.Azure.Tests.Audit;

public sealed class TableAuditStoreTests(AzuriteFixture azurite) : AuditStoreContract, IClassFixture<AzuriteFixture>
{
    protected override IAuditStore Create() => new TableAuditStore(azurite.Tables());
}
