using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

// Streams that are taken up again ended with 2025-11-25, which is what the suite tests.
#pragma warning disable MCP9006

namespace FuncGateway.Testing.Upstreams.Features;

/// <summary>
/// The SDK's kept event streams, except that whoever takes one up waits for its next event. The SDK ends such a response at once when
/// there is nothing new, and the suite, which asks only once, would then see the answer or not depending on who is faster.
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
