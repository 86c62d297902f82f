using FuncGateway.Core.Audit.Checkpoints;

namespace FuncGateway.Core.Audit;

/// <summary>Writes the checkpoints of an idle gateway. Hosts run it once an hour; concurrent runs do no harm.</summary>
public sealed class IdleCheckpoints(CheckpointWriter writer, IAuditStore store)
{
    /// <exception cref="StoreUnavailableException">The log, the key or the store of checkpoints did not answer.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var hasRecords = await store.FindDayAsync(AuditStream.Admin, DateOnly.MaxValue, cancellationToken) is not null
            || await store.FindDayAsync(AuditStream.Calls, DateOnly.MaxValue, cancellationToken) is not null;
        if (hasRecords)
        {
            await writer.RunAsync(CheckpointSchedule.WhenIdle, cancellationToken);
        }
    }
}
