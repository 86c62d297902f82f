using FuncGateway.Core.Access;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Secrets;

namespace FuncGateway.Mcp.Calls;

/// <summary>Creates the record of each posted message.</summary>
public sealed class CallRecords(AuditLog log, ArgumentDigest digest, TimeProvider time)
{
    public CallRecord Open(Caller caller) => new(log, digest, caller, time);
}
