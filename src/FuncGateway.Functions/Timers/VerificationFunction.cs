using FuncGateway.Core.Audit;
using Microsoft.Azure.Functions.Worker;

namespace FuncGateway.Functions.Timers;

/// <summary>Daily verification of the whole audit log.</summary>
public sealed class VerificationFunction(WholeVerification verification)
{
    public const string Schedule = "0 7 2 * * *";

    [Function("verify-audit")]
    public Task VerifyAudit([TimerTrigger(Schedule)] TimerInfo timer, CancellationToken cancellationToken) => verification.RunDailyAsync(cancellationToken);
}
