using FuncGateway.Core.Audit;
using Microsoft.Azure.Functions.Worker;

namespace FuncGateway.Functions.Durable;

/// <summary>Once a day, records that are past their retention go.</summary>
public sealed class AuditFunctions(AuditRetention retention)
{
    public const string CleanUpSchedule = "0 57 3 * * *";

    [Function("clean-up-audit")]
    public Task CleanUp([TimerTrigger(CleanUpSchedule)] TimerInfo timer, CancellationToken cancellationToken) => retention.RunAsync(cancellationToken);
}
