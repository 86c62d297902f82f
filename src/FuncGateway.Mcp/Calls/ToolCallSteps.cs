using System.Runtime.CompilerServices;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Mcp.Calls;

/// <summary>
/// The steps of a tools/call, in order. 1 identify: <see cref="McpEndpoint"/>. 2 read: <see cref="PostHandler"/>. 3 to 5: here. 6 to 8: <see cref="CallSender"/>.
/// </summary>
public sealed class ToolCallSteps(CallAdmission admission, CallSender sender)
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask HandleAsync(CallContext call, CancellationToken cancellationToken)
    {
        try
        {
            // 3. Decide
            if ((await DecideAsync(call, cancellationToken) ?? await AdmitAsync(call, cancellationToken)) is { } refusal)
            {
                await RefuseAsync(call, refusal);
            }
            else if (call.IsCancelled)
            {
                await call.Record.CloseAsync(isDisconnected: true);
            }
            else if (await sender.SendAsync(call, cancellationToken) is { } unsent)
            {
                await unsent.SendAsync(call);
            }
        }
        finally
        {
            await call.EndApprovalAsync();
        }
    }

    private static async ValueTask<Refusal?> DecideAsync(CallContext call, CancellationToken cancellationToken)
    {
        // What the record says about the arguments is read after the verdict, so that a call costs nothing more before it.
        var decision = call.Decide();
        call.Telemetry?.Decided(call.DecisionId, call.Message.Name, decision);
        call.Record.KeepArguments(call.Message.Arguments);
        return !await call.Record.SetArgumentsAsync(call.Message.Arguments, cancellationToken) ? Refusal.Unrecorded
            : decision.Verdict == Verdict.Deny ? Refusal.By(decision.Reason)
            : null;
    }

    private async ValueTask<Refusal?> AdmitAsync(CallContext call, CancellationToken cancellationToken)
    {
        // 4. Approve, and 5. reserve
        var refusal = await admission.AdmitAsync(call, cancellationToken);
        if (refusal is not null)
        {
            await call.ReleaseAsync();
        }

        return refusal;
    }

    private static async Task RefuseAsync(CallContext call, Refusal refusal)
    {
        var isRecorded = await call.Record.RefuseAsync(refusal);
        await (isRecorded ? refusal : Refusal.Unrecorded).SendAsync(call);
        if (isRecorded && !call.Http.RequestAborted.IsCancellationRequested)
        {
            call.Telling?.Sent();
        }
    }
}
