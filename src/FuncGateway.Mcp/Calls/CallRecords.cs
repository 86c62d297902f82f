using FuncGateway.Core.Access;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Recordings;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Usage;

namespace FuncGateway.Mcp.Calls;

/// <summary>Creates the record of each posted message.</summary>
public sealed class CallRecords(AuditLog log, UsageCounts usage, ArgumentDigest digest, ArgumentRecorder recorder, TimeProvider time)
{
    public CallRecord Open(Caller caller) => new(log, usage, digest, recorder, caller, time);
}
