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
    private readonly Dictionary<Key, Owners> _open = [];

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
            return _open.TryGetValue(key, out var owners) && owners.AreAll(message.Caller.Grant.Id);
        }
    }

    private void Add(Key key, GrantId grant)
    {
        lock (_gate)
        {
            _open[key] = _open.TryGetValue(key, out var owners) ? owners.With(grant) : new Owners(grant, 1, null);
        }
    }

    private void Remove(Key key, GrantId grant)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(key, out var owners))
            {
                return;
            }

            if (owners.Without(grant) is { } left)
            {
                _open[key] = left;
            }
            else
            {
                _open.Remove(key);
            }
        }
    }

    internal readonly record struct Key(ServerId Server, bool IsAsked, string Id);

    /// <summary>The grants that have an id open, usually one. A list is needed only if several have the same id open at the same time.</summary>
    private readonly record struct Owners(GrantId First, int Times, List<GrantId>? Others)
    {
        public bool AreAll(GrantId grant) => First == grant && (Others is null || Others.TrueForAll(other => other == grant));

        public Owners With(GrantId grant)
        {
            if (grant == First)
            {
                return this with { Times = Times + 1 };
            }

            var others = Others ?? [];
            others.Add(grant);
            return this with { Others = others };
        }

        /// <summary>Null if no grant is left.</summary>
        public Owners? Without(GrantId grant)
        {
            if (grant != First)
            {
                Others?.Remove(grant);
                return this with { Others = Others is { Count: > 0 } ? Others : null };
            }

            return Times > 1 ? this with { Times = Times - 1 }
                : Others is not [var next, ..] ? null
                : new Owners(next, Others.Count(other => other == next), Others.FindAll(other => other != next) is { Count: > 0 } rest ? rest : null);
        }
    }

    /// <summary>One request while it is relayed.</summary>
    internal sealed class Flight : IDisposable
    {
        private readonly RequestsInFlight _requests;
        private readonly ServerId _server;
        private readonly GrantId _grant;
        private readonly Key _own;
        private List<Key>? _asked;

        public Flight(RequestsInFlight requests, RelayContext call)
        {
            (_requests, _server, _grant) = (requests, call.Caller.Server.Id, call.Caller.Grant.Id);
            _own = new Key(_server, IsAsked: false, MessageIds.Name(call.MessageId.Span));
            _requests.Add(_own, _grant);
        }

        /// <summary>The server has sent a request of its own on the stream of this one.</summary>
        public void Asked(ReadOnlySpan<byte> id)
        {
            _asked ??= [];
            if (_asked.Count < MaxAsked)
            {
                var key = new Key(_server, IsAsked: true, MessageIds.Name(id));
                _asked.Add(key);
                _requests.Add(key, _grant);
            }
        }

        public void Dispose()
        {
            _requests.Remove(_own, _grant);
            for (var index = 0; index < _asked?.Count; index++)
            {
                _requests.Remove(_asked[index], _grant);
            }
        }
    }
}
