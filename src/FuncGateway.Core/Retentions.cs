using Microsoft.Extensions.Logging;

namespace FuncGateway.Core;

/// <summary>Deletes everything that is past its retention. A failure of one kind of data does not keep the others from being deleted.</summary>
public sealed partial class Retentions(IEnumerable<IRetention> retentions, ILogger<Retentions> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var retention in retentions)
        {
            try
            {
                LogDeleted(await retention.RunAsync(cancellationToken), retention.What);
            }
            catch (Exception e) when (e is StoreUnavailableException || !cancellationToken.IsCancellationRequested)
            {
                LogNotDeleted(e, retention.What);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Deleted {Count} {What} that are past their retention")]
    private partial void LogDeleted(int count, string what);

    [LoggerMessage(LogLevel.Warning, "The clean-up of {What} failed; the next attempt is in a day")]
    private partial void LogNotDeleted(Exception exception, string what);
}
