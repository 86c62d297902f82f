using Azure;
using Azure.Identity;
using FuncGateway.Core;

namespace FuncGateway.Azure.Storage;

/// <summary>Distinguishes service failures from programming errors and from cancellation by the caller.</summary>
internal static class StoreFault
{
    public static bool Is(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        RequestFailedException or AuthenticationFailedException or IOException or HttpRequestException => true,
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        AggregateException several => several.InnerExceptions.All(each => Is(each, cancellationToken)),
        _ => false,
    };

    /// <param name="asked">The service, as the subject of the sentence. The service's own message is omitted, because it may quote the request.</param>
    public static StoreUnavailableException Of(Exception exception, string asked) => new(
        exception switch
        {
            RequestFailedException { Status: > 0 } failed => $"{asked} answered {failed.Status} {failed.ErrorCode}.",
            AuthenticationFailedException => $"{asked} was not contacted: no identity is available to authenticate with.",
            _ => $"{asked} did not answer.",
        },
        exception);
}
