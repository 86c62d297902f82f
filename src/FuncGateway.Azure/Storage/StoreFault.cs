using Azure;
using Azure.Identity;
using FuncGateway.Core;

namespace FuncGateway.Azure.Storage;

/// <summary>Tells a service that did not answer, or answered with a fault of its own, from a mistake of ours and from a caller who left.</summary>
internal static class StoreFault
{
    public static bool Is(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        RequestFailedException or AuthenticationFailedException or IOException or HttpRequestException => true,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        AggregateException several => several.InnerExceptions.All(each => Is(each, cancellationToken)),
        _ => false,
    };

    /// <param name="asked">What was asked, as the subject of the sentence. The service's own message is left out: it may quote the request.</param>
    public static StoreUnavailableException Of(Exception exception, string asked) => new(
        exception switch
        {
            RequestFailedException { Status: > 0 } failed => $"{asked} answered {failed.Status} {failed.ErrorCode}.",
            AuthenticationFailedException => $"{asked} was not asked: no identity could be shown to it.",
            _ => $"{asked} did not answer.",
        },
        exception);
}
