using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Audit;

/// <summary>Verifies the whole log and keeps the result, so that people see when that was last done. Hosts run it once a day; concurrent runs do no harm.</summary>
public sealed partial class WholeVerification(AuditVerification verification, IVerificationStore store, TimeProvider time, ILogger<WholeVerification> logger)
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    // The Functions host restarts its worker after 30 minutes.
    private static readonly TimeSpan DailyTimeout = TimeSpan.FromMinutes(20);

    /// <summary>Returns the report even if the result cannot be kept.</summary>
    /// <exception cref="StoreUnavailableException">The log cannot be read.</exception>
    public async Task<AuditVerificationReport> RunAsync(CancellationToken cancellationToken)
    {
        var report = await verification.RunAsync(cancellationToken);
        try
        {
            await store.SaveAsync(new LastVerification(time.GetUtcNow(), report.Ok, report.Records, report.Problems.Count), cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            LogNotKept(e);
        }

        return report;
    }

    /// <summary>The daily run. A failure, and what is found, is logged.</summary>
    public Task RunDailyAsync(CancellationToken cancellationToken) => LoggedAsync(VerifyAsync, cancellationToken);

    /// <summary>The daily run of a host that is often stopped: verifies the log if that was last done a day ago or more. A failure, and what is found, is logged.</summary>
    public Task RunIfDueAsync(CancellationToken cancellationToken) => LoggedAsync(
        async token =>
        {
            if (await store.FindAsync(token) is not { At: var last } || time.GetUtcNow() - last >= Period)
            {
                await VerifyAsync(token);
            }
        },
        cancellationToken);

    private async Task VerifyAsync(CancellationToken cancellationToken)
    {
        var report = await RunAsync(cancellationToken);
        if (report.Ok)
        {
            LogClean(report.Records);
        }
        else
        {
            LogProblems(report.Problems.Count, report.Records);
        }
    }

    private async Task LoggedAsync(Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(DailyTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await run(either.Token);
        }
        catch (Exception e) when (e is StoreUnavailableException || !cancellationToken.IsCancellationRequested)
        {
            LogNotVerified(e);
        }
    }

    [LoggerMessage(LogLevel.Information, "The audit log was verified: {Records} records, no problems")]
    private partial void LogClean(long records);

    [LoggerMessage(LogLevel.Critical, "The audit log was modified: its verification found {Problems} problems in {Records} records. GET /api/audit/verify names the places")]
    private partial void LogProblems(int problems, long records);

    [LoggerMessage(LogLevel.Warning, "The daily verification of the audit log was not completed; the next one is in a day or sooner")]
    private partial void LogNotVerified(Exception exception);

    [LoggerMessage(LogLevel.Warning, "The result of verifying the audit log could not be kept")]
    private partial void LogNotKept(Exception exception);
}
