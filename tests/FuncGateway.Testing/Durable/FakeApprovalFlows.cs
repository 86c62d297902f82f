using FuncGateway.Core.Approvals;
using FuncGateway.Testing.Timing;

namespace FuncGateway.Testing.Durable;

/// <summary>Runs approval flows on fake orchestrations, with the real activities.</summary>
public static class FakeApprovalFlows
{
    /// <param name="activities">Called when a flow starts.</param>
    /// <param name="changed">Raised at every step of a flow.</param>
    /// <param name="set">Modifies an orchestration before it runs.</param>
    public static FakeFlows Create(TimeProvider time, Func<ApprovalActivities> activities, Signal? changed = null, Action<FakeOrchestration>? set = null) => new((id, input) =>
    {
        var context = FakeOrchestration.Create(id, time, changed);
        var work = activities();
        context.Activities[ApprovalNotifyActivity.Name] = async approval => await work.NotifyAsync((string?)approval ?? "", CancellationToken.None);
        context.Activities[ApprovalCloseActivity.Name] = async approval => await work.CloseAsync((string?)approval ?? "", CancellationToken.None);
        set?.Invoke(context);
        return new FakeFlow(context, Task.Run(() => new ApprovalFlow().RunAsync(context, (ApprovalFlowInput)input)));
    });
}
