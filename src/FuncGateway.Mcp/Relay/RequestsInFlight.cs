using FuncGateway.Core.Access;
using FuncGateway.Core.Servers;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// The requests without a session that this process is relaying, and the server's own requests on their streams. All clients of an upstream that uses no
/// sessions share one space of ids, so a cancellation or an answer passes only if its id can mean nothing but a request of the same grant.
/// </summary>
public sealed class RequestsInFlight
{
    // An upstream that asks more than this on one stream gets no further answers.
    private const int MaxAsked = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<Key, List<GrantId>> _open = [];

    /// <summary>Number of ids that are open now.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>Registers a request until the result is disposed. Null if its session keeps it apart, or if it has no id.</summary>
    internal Flight? Begin(RelayContext call) =>
        call.Session is null && call.Envelope is { Kind: EnvelopeKind.Request } ? new Flight(this, call) : null;

    /// <summary>Whether the id names a request in flight of the message's own grant, and of no other.</summary>
    /// <param name="id">As raw JSON.</param>
    internal bool IsOwn(RelayContext message, ReadOnlySpan<byte> id) => IsOwn(message, id, isAsked: false);

    /// <summary>Whether the id names a request that the server has sent on a stream of the message's own grant, and of no other.</summary>
    /// <param name="id">As raw JSON.</param>
    internal bool WasAsked(RelayContext message, ReadOnlySpan<byte> id) => IsOwn(message, id, isAsked: true);

    private bool IsOwn(RelayContext message, ReadOnlySpan<byte> id, bool isAsked)
    {
        var key = new Key(message.Caller.Server.Id, isAsked, MessageIds.Name(id));
        lock (_gate)
        {
            return _open.TryGetValue(key, out var grants) && grants.TrueForAll(grant => grant == message.Caller.Grant.Id);
        }
    }

    private void Add(Key key, GrantId grant)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(key, out var grants))
            {
                _open[key] = grants = [];
            }

            grants.Add(grant);
        }
    }

    private void Remove(List<Key> keys, GrantId grant)
    {
        lock (_gate)
        {
            foreach (var key in keys)
            {
                if (_open.TryGetValue(key, out var grants) && grants.Remove(grant) && grants.Count == 0)
                {
                    _open.Remove(key);
                }
            }
        }
    }

    internal readonly record struct Key(ServerId Server, bool IsAsked, string Id);

    /// <summary>One request while it is relayed.</summary>
    internal sealed class Flight : IDisposable
    {
        private readonly RequestsInFlight _requests;
        private readonly ServerId _server;
        private readonly GrantId _grant;
        private readonly List<Key> _keys = [];

        public Flight(RequestsInFlight requests, RelayContext call)
        {
            (_requests, _server, _grant) = (requests, call.Caller.Server.Id, call.Caller.Grant.Id);
            Add(isAsked: false, call.MessageId.Span);
        }

        /// <summary>The server has sent a request of its own on the stream of this one.</summary>
        public void Asked(ReadOnlySpan<byte> id)
        {
            if (_keys.Count <= MaxAsked)
            {
                Add(isAsked: true, id);
            }
        }

        public void Dispose() => _requests.Remove(_keys, _grant);

        private void Add(bool isAsked, ReadOnlySpan<byte> id)
        {
            var key = new Key(_server, isAsked, MessageIds.Name(id));
            _keys.Add(key);
            _requests.Add(key, _grant);
        }
    }
}
