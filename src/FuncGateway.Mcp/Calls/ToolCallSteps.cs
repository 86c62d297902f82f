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
            await DecideAsync(call, cancellationToken);
        }
        finally
        {
            await call.EndApprovalAsync();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask DecideAsync(CallContext call, CancellationToken cancellationToken)
    {
        // 3. Decide. What the record says about the arguments is read after that, so that a call costs nothing more before its verdict.
        var decision = call.Decide();
        call.Telemetry?.Decided(call.DecisionId, call.Message.Name, decision);
        if (!await call.Record.SetArgumentsAsync(call.Message.Arguments, cancellationToken))
        {
            await RefuseAsync(call, Refusal.Unrecorded);
        }
        else if (decision.Verdict == Verdict.Deny)
        {
            await RefuseAsync(call, Refusal.By(decision.Reason));
        }
        else
        {
            await AdmitAsync(call, cancellationToken);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AdmitAsync(CallContext call, CancellationToken cancellationToken)
    {
        // 4. Approve, and 5. reserve
        if (await admission.AdmitAsync(call, cancellationToken) is { } refusal)
        {
            await call.ReleaseAsync();
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
