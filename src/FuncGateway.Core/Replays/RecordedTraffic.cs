using FuncGateway.Core.Audit;
using FuncGateway.Core.Recordings;
using FuncGateway.Core.Servers;

namespace FuncGateway.Core.Replays;

/// <summary>Reads the requests of a server from the audit log, day by day, oldest first, and their arguments if they were recorded.</summary>
public sealed class RecordedTraffic(AuditReader audit, IRecordingStore recordings, RecordingEncryption encryption)
{
    /// <summary>The requests of one day, in the order in which they were decided.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<List<RecordedRequest>> ListAsync(ServerId server, string? grant, DateTimeOffset from, DateTimeOffset to, int max, CancellationToken cancellationToken)
    {
        var requests = new List<RecordedRequest>();
        await foreach (var entry in audit.ListAsync(new AuditQuery(AuditStream.Calls, server.Value, grant, From: from, To: to), cancellationToken))
        {
            if (entry is CallEntry call && RecordedRequest.Of(call) is { } request)
            {
                requests.Add(request);
            }

            if (requests.Count > max)
            {
                break;
            }
        }

        requests.Sort((one, other) => (one.At, one.Id).CompareTo((other.At, other.Id)));
        return requests;
    }

    /// <summary>The recorded arguments of a day by decision id. What cannot be decrypted is left out.</summary>
    /// <exception cref="StoreUnavailableException">The store or the key does not answer.</exception>
    public async IAsyncEnumerable<(string Id, byte[] Arguments)> ArgumentsAsync(ServerId server, DateOnly day, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var recorded in recordings.ListAsync(server, day, cancellationToken))
        {
            if (await encryption.DecryptAsync(recorded.Id, recorded.Sealed, cancellationToken) is { } arguments)
            {
                yield return (recorded.Id, arguments);
            }
        }
    }
}
