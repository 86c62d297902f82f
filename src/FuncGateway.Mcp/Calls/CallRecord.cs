using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Mcp.Calls;

/// <summary>
/// The audit entry of one posted message. Written whole when the message goes no further; otherwise begun while it travels upstream and
/// completed in the end. No call may proceed unrecorded: each method that says false, or throws, stops it.
/// </summary>
public sealed class CallRecord
{
    private readonly AuditLog _log;
    private readonly TimeProvider _time;
    private readonly long _opened;
    private CallEntry _entry;
    private State _state;
    private RelayReport? _report;

    public CallRecord(AuditLog log, Caller caller, TimeProvider time)
    {
        (_log, _time, _opened) = (log, time, time.GetTimestamp());
        var now = time.GetUtcNow();
        Id = Ulid.NewUlid(now);
        _entry = new CallEntry(Id.ToString(), now)
        {
            Server = caller.Server.Id.Value,
            Grant = caller.Grant.Id.Value,
            Policy = caller.Policy?.Id.Value,
            Revision = caller.Policy?.Revision,
        };
    }

    private enum State
    {
        Open,

        /// <summary>The message may be on its way; its ending is still to come.</summary>
        Begun,
        Closed,
    }

    /// <summary>The decision id.</summary>
    public Ulid Id { get; }

    /// <summary>Whether the beginning is in the store, as far as the settings ask for that.</summary>
    public Task<bool> Recorded { get; private set; } = Task.FromResult(false);

    public void SetMethod(string method) => _entry = _entry with { Method = method.Length == 0 ? null : AuditNames.Cut(method) };

    public void SetToolCall(Envelope envelope)
    {
        // Skip the digest: it is the most expensive field and auditing is off.
        if (_log.IsOff)
        {
            return;
        }

        _entry = _entry with
        {
            Tool = AuditNames.Cut(envelope.Name ?? ""),
            ArgumentKeys = CallArguments.Keys(envelope.Arguments),
            ArgumentsSha256 = CallArguments.Digest(envelope.Arguments),
        };
    }

    /// <summary>Under the policy as it was then: a call that waited for a person is judged again.</summary>
    public void SetDecision(Caller caller, Decision decision) => _entry = _entry with
    {
        Policy = caller.Policy?.Id.Value,
        Revision = caller.Policy?.Revision,
        Verdict = decision.Verdict,
        Rule = decision.Reason.Rule.Length == 0 ? null : decision.Reason.Rule,
    };

    /// <summary>For a message that no policy judged: what the gateway itself answers is told apart by its status.</summary>
    public async Task RejectAsync(AuditOutcome outcome, int status)
    {
        if (!await CompleteAsync(_entry with { Status = status }, outcome))
        {
            throw new StoreUnavailableException("The audit log does not answer.");
        }
    }

    /// <summary>Whole, and before the agent hears of it.</summary>
    public Task<bool> RefuseAsync(Refusal refusal)
    {
        var refused = _entry with { Rule = refusal.Rule, Message = AuditNames.Cut(refusal.Text), Approval = refusal.Approval?.Id.ToString() };
        return CompleteAsync(refused, refusal.Outcome);
    }

    /// <summary>
    /// The last step before anything is sent. The record travels to its store while the message travels upstream; only when the store is behind
    /// already is it waited for, so that a gateway that cannot record soon stops acting. False: nothing may be sent.
    /// </summary>
    /// <param name="admittedAt">When the call was admitted under its limits; its entry bears that time, so that the audit shows what each window admitted.</param>
    public async Task<bool> BeginAsync(DateTimeOffset? admittedAt = null, ApprovalId? approval = null)
    {
        _entry = _entry with { At = admittedAt ?? _entry.At, Approval = approval?.ToString() };
        _state = State.Begun;
        var isBehind = _log.IsBehind(_entry);
        Recorded = _log.WriteAsync(_entry);
        if (!isBehind || await Recorded)
        {
            return true;
        }

        _report = new RelayReport(RelayOutcome.NotSent, RelayFault.None, null);
        return false;
    }

    public void Report(RelayReport report) => _report = report;

    /// <summary>Nothing is left open, whichever way the message came to its end.</summary>
    /// <param name="isGone">The client has left.</param>
    public async Task CloseAsync(bool isGone)
    {
        if (_state == State.Open)
        {
            await CompleteAsync(_entry, isGone ? AuditOutcome.Cancelled : AuditOutcome.Failed);
        }
        else if (_state == State.Begun)
        {
            _state = State.Closed;
            var wasRecorded = await Recorded;

            // Not waited for: the answer is out, and an entry without its ending reads as unknown, which is what it then is.
            _ = _log.EndAsync(_entry, new AuditEnding(OutcomeOf(wasRecorded)) { UpstreamStatus = _report?.UpstreamStatus, LatencyMs = Latency });
        }
    }

    private long Latency => (long)_time.GetElapsedTime(_opened).TotalMilliseconds;

    private Task<bool> CompleteAsync(CallEntry entry, AuditOutcome outcome)
    {
        _state = State.Closed;
        return _log.WriteAsync(entry with { Outcome = outcome, LatencyMs = Latency });
    }

    private AuditOutcome OutcomeOf(bool wasRecorded) => _report?.Outcome switch
    {
        RelayOutcome.NotSent => AuditOutcome.NotSent,
        _ when !wasRecorded => AuditOutcome.Withheld,
        RelayOutcome.Refused => AuditOutcome.Refused,
        RelayOutcome.ToolError => AuditOutcome.ToolError,
        RelayOutcome.Answered => AuditOutcome.Answered,
        _ => AuditOutcome.Unknown,
    };
}
