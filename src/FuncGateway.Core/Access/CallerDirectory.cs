using FuncGateway.Core.Inventory;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using Microsoft.Extensions.Logging;

namespace FuncGateway.Core.Access;

/// <summary>
/// Identifies callers using caches that are at most 2 s old, so a revocation or a new policy takes effect everywhere within 2 s. If the
/// store does not answer, every request is refused; older data is never used.
/// </summary>
public sealed partial class CallerDirectory
{
    private const int MaxPasses = 3;
    private const string UnavailableWhy = "The grant store did not answer in time, so the request was refused. Try again in a few seconds.";
    private readonly FreshCache<TokenDigest, FoundGrant?> _grants;
    private readonly FreshCache<ServerId, Server?> _servers;
    private readonly PublishedPolicies _policies;
    private readonly ToolWatches _watches;
    private readonly FreezeWatch _freeze;
    private readonly TimeProvider _time;
    private readonly ILogger<CallerDirectory> _logger;

    // Seven parameters: it joins what five stores say, and needs a clock for expiry and a log for outages.
    public CallerDirectory(
        IGrantStore grants, OpenedServers servers, PublishedPolicies policies, ToolWatches watches, FreezeWatch freeze, TimeProvider time, ILogger<CallerDirectory> logger)
    {
        // Anyone can send tokens, so unknown ones are cached like known ones, within the same capacity.
        _grants = new((token, cancellationToken) => FindGrantAsync(grants, token.ToHash(), cancellationToken), _ => CacheAge.Max, MaxGrants, time);
        _servers = new(servers.FindAsync, _ => CacheAge.Max, MaxServers, time);
        _policies = policies;
        _watches = watches;
        _freeze = freeze;
        _time = time;
        _logger = logger;
    }

    private static Identification.Unauthorized Unknown { get; } =
        new($"The grant token is not known: it was never issued, or it has been rotated. {BearerToken.Send}");

    internal static int MaxGrants => 10_000;

    private static int MaxServers => 1_000;

    public ValueTask<Identification> IdentifyAsync(string? authorization, ServerId server, CancellationToken cancellationToken) =>
        IdentifyAsync(authorization, server, CacheAge.Max, cancellationToken);

    /// <param name="maxAge">Reads the store for whatever is older in memory. Shorter than <see cref="CacheAge.Max"/> where the caller is checked at intervals, so that age and interval together stay within it.</param>
    public async ValueTask<Identification> IdentifyAsync(string? authorization, ServerId server, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        // Before the store is asked: a mistyped token must not cost a read.
        if ((BearerToken.Read(authorization, out var token) ?? (_grants.Has(token) ? null : BearerToken.CheckChecksum(authorization))) is { } problem)
        {
            return new Identification.Unauthorized(problem);
        }

        try
        {
            return await FindAsync(token, server, maxAge, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            LogUnavailable(e, server);
            return new Identification.Unavailable(UnavailableWhy);
        }
    }

    private async ValueTask<Identification> FindAsync(TokenDigest token, ServerId server, TimeSpan maxAge, CancellationToken cancellationToken)
    {
        // While one part is being loaded, another may expire. Only a pass that finds every part in memory is fresh as a whole.
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var waited = false;
            var age = pass == 0 ? maxAge : CacheAge.Max;
            var known = await Note(_grants.GetAsync(token, age, cancellationToken), ref waited);
            if (known is not { Grant: var grant })
            {
                return Unknown;
            }

            if (Refuse(known) is { } refusal)
            {
                return refusal;
            }

            var position = grant.Access.IndexOf(server);
            if (position < 0)
            {
                return OtherServer(grant, server);
            }

            var found = await Note(_servers.GetAsync(server, age, cancellationToken), ref waited);
            var policy = grant.Access[position].Policy is { } id ? await Note(_policies.FindAsync(server, id, age, cancellationToken), ref waited) : null;
            var watch = await Note(_watches.FindAsync(server, age, cancellationToken), ref waited);
            var freeze = await Note(_freeze.FindAsync(age, cancellationToken), ref waited);
            if (!waited)
            {
                return found is null ? ServerGone(server) : known.With(position, found, policy, watch, freeze);
            }
        }

        throw new StoreUnavailableException("The store takes longer to answer than its answers may be cached.");
    }

    private static async Task<FoundGrant?> FindGrantAsync(IGrantStore grants, TokenHash token, CancellationToken cancellationToken) =>
        await grants.FindByTokenAsync(token, cancellationToken) is { } grant && grant.Has(token)
            ? new FoundGrant(grant, grant.Token == token ? null : grant.OldToken?.Until)
            : null;

    // Expiry is checked on every call: a grant or an old token that was live when it was read may have expired since.
    private Identification.Unauthorized? Refuse(FoundGrant found)
    {
        var (grant, now) = (found.Grant, _time.GetUtcNow());
        return grant switch
        {
            { RevokedAt: { } revoked } => new Identification.Unauthorized($"This grant was revoked at {TimeText.Of(revoked)}. {BearerToken.Send}"),
            _ when !grant.IsLive(now) => new Identification.Unauthorized($"This grant expired at {TimeText.Of(grant.ExpiresAt)}. {BearerToken.Send}"),
            _ when now >= found.TokenUntil => new Identification.Unauthorized($"This grant token was rotated, and worked until {TimeText.Of(found.TokenUntil)}. {BearerToken.Send}"),
            _ => null,
        };
    }

    private static Identification.OtherServer OtherServer(Grant grant, ServerId server)
    {
        var reached = string.Join(", ", grant.Access.Servers.Select(each => $"'{each}'"));
        return new($"This grant reaches {(grant.Access.Count == 1 ? "server" : "the servers")} {reached}, not '{server}'.");
    }

    private static Identification.Unauthorized ServerGone(ServerId server) =>
        new($"Server '{server}', which this grant reaches, has been removed. {BearerToken.Send}");

    private static ValueTask<T> Note<T>(ValueTask<T> look, ref bool waited)
    {
        waited |= !look.IsCompleted;
        return look;
    }

    /// <summary>A grant as it was read, and the caller that it last was at each server, so that a caller is not made anew for every request.</summary>
    /// <param name="tokenUntil">When the token by which it was found stops working; null for the grant's present token.</param>
    private sealed class FoundGrant(Grant grant, DateTimeOffset? tokenUntil)
    {
        private readonly Identification.Known?[] _last = new Identification.Known?[grant.Access.Count];

        public Grant Grant => grant;

        public DateTimeOffset? TokenUntil => tokenUntil;

        /// <param name="position">Of the server in the grant's access.</param>
        public Identification.Known With(int position, Server server, PublishedPolicy? policy, ToolWatch? watch, Freeze? freeze)
        {
            var last = _last[position];
            if (last is { Caller: var caller } && caller.Server == server && caller.Policy == policy && caller.Watch == watch && caller.Freeze == freeze)
            {
                return last;
            }

            return _last[position] = new Identification.Known(new Caller(grant, server, policy) { Watch = watch, Freeze = freeze });
        }
    }

    [LoggerMessage(LogLevel.Warning, "Requests to {Server} are refused: the store does not answer")]
    private partial void LogUnavailable(Exception exception, ServerId server);
}
