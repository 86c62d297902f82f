using FuncGateway.Core.Audit;
using Microsoft.Azure.Functions.Worker;

namespace FuncGateway.Functions.Timers;

/// <summary>Hourly checkpoint of the audit log while the gateway is idle. While it is in use, its instances write one every minute.</summary>
public sealed class CheckpointFunction(IdleCheckpoints checkpoints)
{
    public const string Schedule = "0 47 * * * *";

    [Function("checkpoint")]
    public Task WriteCheckpoint([TimerTrigger(Schedule)] TimerInfo timer, CancellationToken cancellationToken) => checkpoints.RunAsync(cancellationToken);
}
