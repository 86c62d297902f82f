using FuncGateway.Core.Approvals;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Mcp.Calls;

/// <summary>What came of holding a call.</summary>
/// <param name="Call">The call under the grant and policy as they are now: they may have changed while it waited.</param>
/// <param name="Decision">By that policy.</param>
/// <param name="Pass">The approval it goes on with; null when none is needed any more, or none was given.</param>
/// <param name="Refusal">Why it does not go on.</param>
/// <param name="IsOver">The client has taken the call back: there is nothing to answer.</param>
public sealed record HoldResult(Call Call, Decision Decision, ApprovalPass? Pass = null, Refusal? Refusal = null, bool IsOver = false)
{
    /// <summary>For a call that nobody has to be asked about.</summary>
    public static HoldResult NotHeld(Call call, Decision decision) => new(call, decision);
}
