using Azure.Core;

namespace FuncGateway.Azure;

internal static class ShortRetries
{
    /// <summary>Limits a client to a few short attempts, because a caller is waiting and is refused when they fail.</summary>
    public static T WithShortRetries<T>(this T options)
        where T : ClientOptions
    {
        var retry = options.Retry;
        retry.Mode = RetryMode.Exponential;
        retry.MaxRetries = 2;
        retry.Delay = TimeSpan.FromMilliseconds(100);
        retry.MaxDelay = TimeSpan.FromSeconds(1);
        retry.NetworkTimeout = TimeSpan.FromSeconds(3);
        return options;
    }
}
