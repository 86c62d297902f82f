using Azure;
using FuncGateway.Gateway;

namespace FuncGateway.LocalHost.Engine;

/// <summary>Which exceptions of the engine mean that its storage does not answer.</summary>
internal static class EngineFaults
{
    /// <exception cref="StoreUnavailableException">The storage behind the engine did not answer.</exception>
    public static async Task<T> TranslateAsync<T>(Func<Task<T>> use)
    {
        try
        {
            return await use();
        }
        catch (Exception e) when (IsOfStorage(e) || (e.InnerException is { } inner && IsOfStorage(inner)))
        {
            throw new StoreUnavailableException("The storage behind the durable engine did not answer. It needs blobs, queues and tables, at the addresses that AzureWebJobsStorage names.", e);
        }
    }

    /// <inheritdoc cref="TranslateAsync{T}"/>
    public static Task TranslateAsync(Func<Task> use) => TranslateAsync(async () =>
    {
        await use();
        return true;
    });

    // The framework wraps what storage said in an exception that it keeps to itself.
    private static bool IsOfStorage(Exception e) => e is RequestFailedException or TimeoutException or AggregateException { InnerException: RequestFailedException };
}
