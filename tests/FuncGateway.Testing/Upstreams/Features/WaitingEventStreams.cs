using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

// Resumed streams were removed after 2025-11-25, the revision that the suite tests.
#pragma warning disable MCP9006

namespace FuncGateway.Testing.Upstreams.Features;

/// <summary>
/// The SDK's stored event streams, except that resuming one waits for its next event. The SDK ends the response at once if there is nothing
/// new, and since the suite resumes only once, whether it sees the answer would depend on timing.
/// </summary>
internal sealed class WaitingEventStreams(DistributedCacheEventStreamStore streams) : ISseEventStreamStore
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(20);

    public ValueTask<ISseEventStreamWriter> CreateStreamAsync(SseEventStreamOptions options, CancellationToken cancellationToken) =>
        streams.CreateStreamAsync(options, cancellationToken);

    public async ValueTask<ISseEventStreamReader?> GetStreamReaderAsync(string lastEventId, CancellationToken cancellationToken) =>
        await streams.GetStreamReaderAsync(lastEventId, cancellationToken) is { } reader ? new Reader(streams, lastEventId, reader) : null;

    private sealed class Reader(DistributedCacheEventStreamStore streams, string lastEventId, ISseEventStreamReader first) : ISseEventStreamReader
    {
        public string SessionId => first.SessionId;

        public string StreamId => first.StreamId;

        public async IAsyncEnumerable<SseItem<JsonRpcMessage?>> ReadEventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var reader = first;
            var any = false;
            while (reader is not null)
            {
                await foreach (var item in reader.ReadEventsAsync(cancellationToken))
                {
                    any = true;
                    yield return item;
                }

                if (any)
                {
                    yield break;
                }

                await Task.Delay(AskAgain, TimeProvider.System, cancellationToken);
                reader = await streams.GetStreamReaderAsync(lastEventId, cancellationToken);
            }
        }
    }
}
