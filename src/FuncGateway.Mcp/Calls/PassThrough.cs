using System.Runtime.CompilerServices;
using FuncGateway.Core;
using FuncGateway.Core.Limits;
using ModelContextProtocol.Protocol;

namespace FuncGateway.Mcp.Calls;

/// <summary>The steps of every message other than a tool call: judge, reserve, and then those of <see cref="CallSender"/>.</summary>
public sealed class PassThrough(RequestJudge judge, ChargeReserver reserver, PermitBook book, CallSender sender)
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask HandleAsync(CallContext call, CancellationToken cancellationToken)
    {
        if (await AdmitAsync(call, cancellationToken) is { } refusal)
        {
            await call.ReleaseAsync();
            await RefuseAsync(call, refusal);
        }
        else if (await sender.SendAsync(call, cancellationToken) is { } unsent)
        {
            ThrowIfUnrecorded(unsent != Refusal.Unrecorded);
            await unsent.SendAsync(call);
        }
    }

    internal static async Task RefuseAsync(CallContext call, Refusal refusal)
    {
        ThrowIfUnrecorded(await call.Record.RefuseAsync(refusal));
        await refusal.SendAsync(call);
    }

    private async Task<Refusal?> AdmitAsync(CallContext call, CancellationToken cancellationToken)
    {
        while (true)
        {
            var judged = await judge.JudgeAsync(call, cancellationToken);
            if (call.IsDecided)
            {
                call.Telemetry?.Decided(call.DecisionId, tool: null, call.Decision);
            }

            if (judged is not null)
            {
                return judged;
            }

            Warm(call);
            var (refusal, isOutdated) = call.IsDecided ? await reserver.ReserveAsync(call, cancellationToken) : default;
            if (!isOutdated)
            {
                return refusal;
            }
        }
    }

    // Leases permits now, so that the agent's first call does not have to wait.
    private void Warm(CallContext call)
    {
        if (call.Message.Method is RequestMethods.Initialize or RequestMethods.ServerDiscover or RequestMethods.ToolsList && call.Caller.Policy is { } policy)
        {
            book.Warm(CounterScope.Of(call.Caller), policy.Policy.Limits);
        }
    }

    private static void ThrowIfUnrecorded(bool isRecorded)
    {
        if (!isRecorded)
        {
            throw new StoreUnavailableException("The audit log does not answer.");
        }
    }
}
