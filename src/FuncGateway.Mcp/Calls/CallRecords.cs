using FuncGateway.Core.Access;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Usage;

namespace FuncGateway.Mcp.Calls;

/// <summary>Creates the record of each posted message.</summary>
public sealed class CallRecords(AuditLog log, UsageCounts usage, ArgumentDigest digest, TimeProvider time)
{
    public CallRecord Open(Caller caller) => new(log, usage, digest, caller, time);
}
