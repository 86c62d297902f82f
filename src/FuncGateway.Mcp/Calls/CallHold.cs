using System.Globalization;
using FuncGateway.Core.Approvals;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Calls;

/// <summary>
/// One call kept open while a person thinks. The answer is opened as an event stream when the wait begins; a comment every 15 s, and progress every
/// 10 s where the client asked for it, show that nobody is dead. The row is looked at again after 0.5 s, then ever less often, up to 2 s: a decision
/// made on another instance shows there only.
/// </summary>
internal sealed class CallHold : IDisposable
{
    private static readonly TimeSpan FirstPollInterval = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MaxPollInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenProgress = TimeSpan.FromSeconds(10);

    // A timer counts whole milliseconds: a shorter wait would end at once, and be repeated until the time has come.
    private static readonly TimeSpan MinWait = TimeSpan.FromMilliseconds(1);

    // An upstream counts from 0 or 1 with the same token later, and progress must only rise; so ours stays close to nothing.
    private const double ProgressStep = 0.000_001;

    private readonly CallHolds _holds;
    private readonly CallContext _call;
    private readonly CancellationTokenSource _cancellation;
    private readonly IDisposable? _registration;
    private readonly CancellationToken _gone;
    private readonly DateTimeOffset _end;
    private TimeSpan _look = FirstPollInterval;
    private DateTimeOffset _nextComment;
    private DateTimeOffset _nextProgress;
    private int _progress;
    private ApprovalId? _waitsFor;

    public CallHold(CallHolds holds, HeldCalls calls, CallContext call, TimeSpan length, CancellationToken gone)
    {
        _holds = holds;
        _call = call;
        _gone = gone;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(gone);
        _registration = call.Era == ProtocolEra.Legacy ? calls.Add(call, _cancellation) : null;
        _end = AcceptsEvents ? Now + length : Now;
    }

    /// <summary>Cancelled when the client has gone, or has taken this call back.</summary>
    public CancellationToken Token => _cancellation.Token;

    public bool IsTakenBack => _cancellation.IsCancellationRequested && !_gone.IsCancellationRequested;

    private DateTimeOffset Now => _holds.Time.GetUtcNow();

    private bool AcceptsEvents => _call.Http.Request.Headers.Accept.ToString() is var accept
        && (accept.Contains(MediaTypes.EventStream, StringComparison.OrdinalIgnoreCase) || accept.Contains("*/*", StringComparison.Ordinal));

    /// <summary>Waits until it is worth looking at the approval again; false when the call has been held long enough.</summary>
    public async Task<bool> WaitAsync(Approval pending)
    {
        if (Now >= _end || _holds.Stopping.IsCancellationRequested)
        {
            return false;
        }

        // Before anything is waited for: a decision from here on wakes us.
        var woken = _holds.Signals.Next(pending.Id);
        _waitsFor = pending.Id;
        var stream = await OpenAsync();
        var lookAt = Earlier(Earlier(Now + _look, _end), pending.ExpiresAt);
        _look = _look * 1.5 < MaxPollInterval ? _look * 1.5 : MaxPollInterval;
        while (Now < lookAt && !await WakesAsync(woken, Earlier(lookAt, NextSign) - Now))
        {
            await ShowLifeAsync(stream, pending);
        }

        return true;
    }

    public void Dispose()
    {
        _registration?.Dispose();
        _cancellation.Dispose();

        // Others who wait for the same approval look once more than they need to.
        if (_waitsFor is { } id)
        {
            _holds.Signals.Raise(id);
        }
    }

    private DateTimeOffset NextSign => _call.Message.ProgressToken.IsEmpty ? _nextComment : Earlier(_nextComment, _nextProgress);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private async Task<AnswerStream> OpenAsync()
    {
        if (_call.Stream is { } open)
        {
            return open;
        }

        _nextComment = Now + _holds.KeepAlive;
        _nextProgress = Now + BetweenProgress;
        return await _call.OpenStreamAsync(_holds.KeepAlive, _holds.Time);
    }

    private async Task<bool> WakesAsync(Task woken, TimeSpan atMost)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Token, _holds.Stopping);
        try
        {
            await woken.WaitAsync(atMost > MinWait ? atMost : MinWait, _holds.Time, either.Token);
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

    private async Task ShowLifeAsync(AnswerStream stream, Approval pending)
    {
        var now = Now;
        if (!_call.Message.ProgressToken.IsEmpty && now >= _nextProgress)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"Waiting for a person to approve '{_call.Tool.Tool}' (approval {pending.Id}, until {pending.ExpiresAt:u})");
            await stream.MessageAsync(ReplyBody.Progress(_call.Message.ProgressToken.Span, ++_progress * ProgressStep, message), Token);
            _nextProgress = now + BetweenProgress;
            _nextComment = now + _holds.KeepAlive;
        }
        else if (now >= _nextComment)
        {
            await stream.KeepAliveAsync(Token);
            _nextComment = now + _holds.KeepAlive;
        }
    }
}
