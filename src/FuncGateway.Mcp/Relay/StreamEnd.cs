using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FuncGateway.Mcp.Relay;

/// <summary>Why the gateway itself ended a request that was still open.</summary>
public enum EndReason
{
    /// <summary>The grant was revoked, rotated or has expired, or its server was removed.</summary>
    Revoked,

    /// <summary>The grant no longer has a policy.</summary>
    PolicyGone,

    /// <summary>The server was registered at another address, to which this stream does not lead.</summary>
    ServerMoved,

    /// <summary>An administrator has stopped all calls.</summary>
    Frozen,

    /// <summary>The store did not answer, so that it is not known whether the grant is still valid.</summary>
    Unconfirmed,

    /// <summary>The request's body arrived too slowly.</summary>
    SlowBody,

    /// <summary>The request was open for the longest time that is accepted.</summary>
    Lifetime,

    /// <summary>The answers that the gateway holds have used up their memory.</summary>
    AnswerBytes,

    /// <summary>The host is stopping.</summary>
    Stopping,
}

/// <summary>Why a request was ended.</summary>
/// <param name="Why">A sentence for the client, without its full stop.</param>
public sealed record Ending(EndReason Reason, string Why)
{
    /// <summary>For a call that may have been sent.</summary>
    public string Problem => $"{Why}; whether the request was carried out is not known.";

    /// <summary>For a call that has not been sent.</summary>
    public string NotSent => $"{Why}; nothing was sent.";

    /// <summary>Whether a client may resume the stream with another request.</summary>
    public bool CanResume => Reason is EndReason.Lifetime or EndReason.Stopping;

    /// <summary>HTTP status if the response has not been started.</summary>
    public int Status => Reason switch
    {
        EndReason.Revoked => StatusCodes.Status401Unauthorized,
        EndReason.PolicyGone => StatusCodes.Status403Forbidden,
        EndReason.SlowBody => StatusCodes.Status408RequestTimeout,
        EndReason.Lifetime => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status503ServiceUnavailable,
    };
}

/// <summary>The end of a request by the gateway itself. It cancels whatever waits for the request; the first ending counts.</summary>
// Few requests need a source, so each begins without one. It has no timer to release, and a check may end a request that is ending at the same moment, so it is not disposed.
#pragma warning disable CA1001
internal sealed partial class StreamEnd
#pragma warning restore CA1001
{
    private Ending? _ending;
    private IdleTimeout? _waiting;
    private CancellationTokenSource? _source;

    /// <summary>Cancelled when the request is ended.</summary>
    public CancellationToken Token
    {
        get
        {
            if (_source is null)
            {
                Interlocked.CompareExchange(ref _source, new CancellationTokenSource(), null);
                CancelIfEnded();
            }

            return _source.Token;
        }
    }

    /// <summary>Null while the request may go on.</summary>
    public Ending? Ending => Volatile.Read(ref _ending);

    /// <summary>For exceptions of what is cancelled with the request, which no caller could handle.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    public void ThrowIfEnded()
    {
        if (Ending is not null)
        {
            throw new OperationCanceledException("The gateway has ended the request.");
        }
    }

    /// <summary>Makes a timeout the one that the end cancels. Returns the one around it, which is cancelled too. The timeouts of a request begin and end one inside the other.</summary>
    public IdleTimeout? Enter(IdleTimeout timeout)
    {
        var outer = Interlocked.Exchange(ref _waiting, timeout);
        CancelIfEnded();
        return outer;
    }

    public void Leave(IdleTimeout? outer)
    {
        Interlocked.Exchange(ref _waiting, outer);

        // An end at this moment may have found the inner timeout, which no longer belongs to the request.
        CancelIfEnded();
    }

    public void End(Ending ending)
    {
        if (Interlocked.CompareExchange(ref _ending, ending, null) is null)
        {
            CancelIfEnded();
        }
    }

    /// <summary>Cancels something that ends with the request. What it runs may throw, and the rest is cancelled all the same.</summary>
    public void Try(Action cancel)
    {
        try
        {
            cancel();
        }
        catch (Exception e)
        {
            LogFailed(Logger, e);
        }
    }

    // On another thread, because checks of other requests wait for the one that ends this one.
    private void CancelIfEnded()
    {
        if (Ending is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static end => end.Cancel(), this, preferLocal: false);
        }
    }

    private void Cancel()
    {
        Volatile.Read(ref _waiting)?.EndWith(this);
        if (_source is { } source)
        {
            Try(source.Cancel);
        }
    }

    [LoggerMessage(LogLevel.Error, "A callback failed while a request was being cancelled")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
