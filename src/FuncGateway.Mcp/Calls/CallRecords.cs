using FuncGateway.Core.Access;
using FuncGateway.Core.Audit;

namespace FuncGateway.Mcp.Calls;

/// <summary>Creates the record of each posted message.</summary>
public sealed class CallRecords(AuditLog log, TimeProvider time)
{
    public CallRecord Open(Caller caller) => new(log, caller, time);
}
