using FuncGateway.Core;
using FuncGateway.Core.Approvals;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies.Text;

namespace FuncGateway.Mcp.Calls;

/// <summary>
/// Keeps one call open while it waits for a decision. The response becomes an event stream when the wait begins. A comment every 15 s, and progress every
/// 10 s if the client requested it, keep the connection alive. The approval's row is polled after 0.5 s, then less often, up to every 2 s, because a
/// decision made on another instance is visible only there.
/// </summary>
internal sealed class CallHold : IDisposable
{
    private static readonly TimeSpan FirstPollInterval = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MaxPollInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(10);

    // Timers count whole milliseconds: a shorter wait would end at once and be repeated until the time has come.
    private static readonly TimeSpan MinWait = TimeSpan.FromMilliseconds(1);

    // Progress must only increase, and the upstream later uses the same token starting from 0 or 1, so our values stay close to 0.
    private const double ProgressStep = 0.000_001;

    private readonly HeldCalls _held;
    private readonly CallContext _call;
    private readonly CancellationTokenSource _cancellation;
    private readonly IDisposable? _registration;
    private readonly CancellationToken _disconnected;
    private readonly DateTimeOffset _end;
    private TimeSpan _pollInterval = FirstPollInterval;
    private DateTimeOffset _nextComment;
    private DateTimeOffset _nextProgress;
    private int _progress;
    private ApprovalId? _waitsFor;
    private Task _woken = Task.CompletedTask;

    public CallHold(HeldCalls held, CallContext call, TimeSpan length, CancellationToken disconnected)
    {
        _held = held;
        _call = call;
        _disconnected = disconnected;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(disconnected);
        _registration = call.Era == ProtocolEra.Legacy ? held.Add(call, _cancellation) : null;
        _end = AcceptsEvents ? Now + length : Now;
    }

    /// <summary>Cancelled when the client disconnects or cancels this call.</summary>
    public CancellationToken Token => _cancellation.Token;

    public bool IsCancelledByClient => _cancellation.IsCancellationRequested && !_disconnected.IsCancellationRequested;

    private DateTimeOffset Now => _held.Time.GetUtcNow();

    private bool AcceptsEvents => _call.Http.Request.Headers.Accept.ToString() is var accept
        && (accept.Contains(MediaTypes.EventStream, StringComparison.OrdinalIgnoreCase) || accept.Contains("*/*", StringComparison.Ordinal));

    /// <summary>
    /// Waits until the approval should be read again. Returns false if the call has been held for its maximum time, or the approval does not change any more.
    /// An approval is read again at once when it is awaited for the first time: it may have been decided between its reading and the subscription.
    /// </summary>
    /// <param name="until">When it changes by itself.</param>
    public async Task<bool> WaitAsync(Approval awaited, DateTimeOffset until)
    {
        // Whatever becomes of the call, its record names the approval that it waited for.
        _call.Record.SetApproval(awaited.Id);
        if (Now >= _end || (awaited.State != ApprovalState.Pending && Now >= until) || _held.Stopping.IsCancellationRequested || _call.End.Ending is not null)
        {
            return false;
        }

        var stream = await OpenAsync();
        if (_waitsFor != awaited.Id)
        {
            Unsubscribe();
            Subscribe(awaited.Id);
            return true;
        }

        var pollAt = Earlier(Earlier(Now + _pollInterval, _end), until);
        _pollInterval = _pollInterval * 1.5 < MaxPollInterval ? _pollInterval * 1.5 : MaxPollInterval;
        while (Now < pollAt && !await WakesAsync(Earlier(pollAt, NextKeepAlive) - Now))
        {
            await SendKeepAliveAsync(stream, awaited);
        }

        Subscribe(awaited.Id);
        return true;
    }

    /// <summary>Ends the wait: a later cancellation is relayed to the upstream. Returns whether the client has cancelled the call.</summary>
    public bool End()
    {
        _registration?.Dispose();
        return IsCancelledByClient;
    }

    public void Dispose()
    {
        _registration?.Dispose();
        _cancellation.Dispose();

        Unsubscribe();
    }

    private DateTimeOffset NextKeepAlive => _call.Message.ProgressToken.IsEmpty ? _nextComment : Earlier(_nextComment, _nextProgress);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private void Subscribe(ApprovalId id)
    {
        _waitsFor = id;
        _woken = _held.Signals.Next(id);
    }

    // Other waiters for the same approval are woken once without need.
    private void Unsubscribe()
    {
        if (_waitsFor is { } id)
        {
            _held.Signals.Raise(id);
        }
    }

    private async Task<AnswerStream> OpenAsync()
    {
        if (_call.Stream is { } open)
        {
            return open;
        }

        _nextComment = Now + _held.KeepAlive;
        _nextProgress = Now + ProgressInterval;
        return await _call.OpenStreamAsync(_held.KeepAlive, _held.Time);
    }

    private async Task<bool> WakesAsync(TimeSpan atMost)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(Token, _held.Stopping, _call.End.Token);
        try
        {
            await _woken.WaitAsync(atMost > MinWait ? atMost : MinWait, _held.Time, linked.Token);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            return true;
        }
    }

    private async Task SendKeepAliveAsync(AnswerStream stream, Approval awaited)
    {
        var now = Now;
        if (!_call.Message.ProgressToken.IsEmpty && now >= _nextProgress)
        {
            var tool = VisibleText.Of(_call.Tool.Tool);
            var message = awaited.State == ApprovalState.Pending
                ? $"Waiting for a person to approve '{tool}' (approval {awaited.Id}, until {TimeText.Of(awaited.ExpiresAt)})"
                : $"Waiting for the end of the identical call of '{tool}' that was sent at {TimeText.Of(awaited.ConsumedAt)} (approval {awaited.Id})";
            await stream.MessageAsync(ReplyBody.Progress(_call.Message.ProgressToken.Span, ++_progress * ProgressStep, message), Token);
            _nextProgress = now + ProgressInterval;
            _nextComment = now + _held.KeepAlive;
        }
        else if (now >= _nextComment)
        {
            await stream.KeepAliveAsync(Token);
            _nextComment = now + _held.KeepAlive;
        }
    }
}
