using FuncGateway.Core.Audit;
using FuncGateway.Testing.Contracts;
using FuncGateway.Testing.Stores;

namespace FuncGateway.Core.Tests.Audit;

public sealed class InMemoryAuditStoreTests : AuditStoreContract
{
    private readonly InMemoryAuditStore _store = new();

    protected override IAuditStore Create() => _store;
}
