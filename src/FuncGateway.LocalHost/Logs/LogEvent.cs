using Azure;
using FuncGateway.Core;

namespace FuncGateway.LocalHost.Logs;

/// <summary>A message of the log.</summary>
internal sealed record LogEvent(LogLevel Level, string Category, int Id, string Message, Exception? Exception)
{
    /// <summary>Whether the storage did not answer, which every part of the gateway notices on its own.</summary>
    public bool IsOfStorage => Category.StartsWith("DurableTask.", StringComparison.Ordinal) || Causes().Any(each => each is StoreUnavailableException or RequestFailedException);

    /// <summary>Whether it can be a consequence of a storage that does not answer: an attempt that is made again, or a wait that was given up.</summary>
    public bool MayFollowFromStorage => IsOfStorage || Causes().Any(each => each is TimeoutException) || (Level <= LogLevel.Warning && Category.StartsWith("FuncGateway.", StringComparison.Ordinal));

    private IEnumerable<Exception> Causes()
    {
        for (var each = Exception; each is not null; each = each.InnerException)
        {
            yield return each;
        }
    }
}
