using System.Globalization;
using System.Net.Sockets;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace FuncGateway.LocalHost;

/// <summary>
/// Asks the storage for any answer before the gateway starts. The engine would wait for minutes for one that does not answer, and the storage refuses every
/// request of a machine whose clock is wrong without saying so to a person.
/// </summary>
internal static class StorageProbe
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(8);

    /// <summary>Azure Storage refuses a request that is older than a quarter of an hour.</summary>
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(14);

    /// <exception cref="StartException">A service does not answer, or its time is not that of this machine.</exception>
    public static async Task CheckAsync(string connectionString, TimeProvider time, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = AnswerTimeout, AllowAutoRedirect = false }) { Timeout = AnswerTimeout };
        await Task.WhenAll(AddressesOf(connectionString).Select(address => CheckAsync(http, address, time, cancellationToken)));
    }

    private static Uri[] AddressesOf(string connectionString) =>
        [new BlobServiceClient(connectionString).Uri, new QueueServiceClient(connectionString).Uri, new TableServiceClient(connectionString).Uri];

    private static async Task CheckAsync(HttpClient http, Uri address, TimeProvider time, CancellationToken cancellationToken)
    {
        // Without the query, which may be a signature that gives access.
        var origin = new Uri(address.GetLeftPart(UriPartial.Authority));
        try
        {
            // It is refused without a signature, and that is an answer too.
            using var answer = await http.GetAsync(origin, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.Headers.Date is { } theirs && (theirs - time.GetUtcNow()).Duration() > MaxSkew)
            {
                throw new StartException(string.Create(
                    CultureInfo.InvariantCulture, $"The clock of this machine is wrong: it says {time.GetUtcNow():yyyy-MM-dd HH:mm} UTC, and the storage at {origin} says {theirs.UtcDateTime:yyyy-MM-dd HH:mm}. The storage refuses requests with such a time, so set the clock."));
            }
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new StartException($"The storage at {origin} does not answer ({WhyOf(e)}). Start it, or set AzureWebJobsStorage to another one.", e);
        }
    }

    private static string WhyOf(Exception e) => e switch
    {
        OperationCanceledException => $"no answer within {AnswerTimeout.TotalSeconds:0} s",
        { InnerException: SocketException socket } => socket.Message,
        _ => e.Message,
    };
}
