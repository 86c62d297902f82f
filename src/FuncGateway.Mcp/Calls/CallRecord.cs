using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Secrets;
using FuncGateway.Mcp.Relay;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Mcp.Calls;

/// <summary>
/// The audit entry of one posted message. A message that is not relayed is recorded at once; otherwise the beginning is recorded while the message is
/// relayed, and completed afterwards. No call may proceed unrecorded: a method that returns false or throws stops it.
/// </summary>
public sealed class CallRecord
{
    private readonly AuditLog _log;
    private readonly ArgumentDigest _digest;
    private readonly TimeProvider _time;
    private readonly long _opened;
    private CallEntry _entry;
    private State _state;
    private RelayReport? _report;

    public CallRecord(AuditLog log, ArgumentDigest digest, Caller caller, TimeProvider time)
    {
        (_log, _digest, _time, _opened) = (log, digest, time, time.GetTimestamp());
        var now = time.GetUtcNow();
        Id = Ulid.NewUlid(now);
        _entry = new CallEntry(Id.ToString(), now)
        {
            Server = caller.Server.Id.Value,
            Grant = caller.Grant.Id.Value,
            GrantLabel = AuditNames.Visible(caller.Grant.Label),
            Policy = caller.Policy?.Id.Value,
            Revision = caller.Policy?.Revision,
        };
    }

    private enum State
    {
        Open,

        /// <summary>The message may have been sent; its outcome has not been recorded yet.</summary>
        Begun,
        Closed,
    }

    /// <summary>The decision id.</summary>
    public Ulid Id { get; }

    /// <summary>Whether the beginning has been stored, as far as the configured durability requires it.</summary>
    public Task<bool> Recorded { get; private set; } = Task.FromResult(false);

    public void SetMethod(string method) => _entry = _entry with { Method = method.Length == 0 ? null : AuditNames.Cut(method) };

    /// <summary>Sets what the request names.</summary>
    /// <param name="resource">A URI; its query and other parts that may be credentials are not recorded.</param>
    public void SetRequest(string? tool = null, string? resource = null, string? prompt = null) => _entry = _entry with
    {
        Tool = tool is null ? null : AuditNames.Cut(tool),
        Resource = resource is null ? null : AuditNames.Uri(resource),
        Prompt = prompt is null ? null : AuditNames.Cut(prompt),
    };

    /// <summary>
    /// Sets the names and the digest of the arguments. Called after the verdict, because this costs more than the verdict itself. Returns false if the
    /// digest's key cannot be read: the request must then be refused as unrecorded.
    /// </summary>
    public async ValueTask<bool> SetArgumentsAsync(ReadOnlyMemory<byte> arguments, CancellationToken cancellationToken)
    {
        if (_log.IsOff)
        {
            return true;
        }

        try
        {
            using var hash = await _digest.BeginAsync(cancellationToken);
            var (keys, digest) = CallArguments.Describe(arguments, hash);
            _entry = _entry with { ArgumentKeys = keys, ArgumentsHmac = digest };
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    /// <summary>Sets the decision and the policy it was made under. Called again for a call that waited for approval.</summary>
    public void SetDecision(Caller caller, Decision decision) => _entry = _entry with
    {
        Policy = caller.Policy?.Id.Value,
        Revision = caller.Policy?.Revision,
        Verdict = AuditVerdicts.Of(decision),
        Rule = decision.Reason.Rule.Length == 0 ? null : decision.Reason.Rule,
    };

    /// <summary>Sets the approval that the call waits for, so that its record names it however the call ends.</summary>
    public void SetApproval(ApprovalId approval) => _entry = _entry with { Approval = approval.ToString() };

    /// <summary>Records a message that the gateway answers itself, without a decision.</summary>
    /// <exception cref="StoreUnavailableException">The entry could not be stored.</exception>
    public async Task AnswerAsync(AuditOutcome outcome, int status)
    {
        if (!await CompleteAsync(_entry with { Status = status }, outcome))
        {
            throw new StoreUnavailableException("The audit log does not answer.");
        }
    }

    /// <summary>Records a refusal, before the agent receives it. Returns false if it could not be recorded.</summary>
    public Task<bool> RefuseAsync(Refusal refusal)
    {
        var refused = _entry with { Verdict = refusal.Verdict ?? _entry.Verdict, Rule = refusal.Rule, Message = AuditNames.Cut(refusal.LogText), Approval = refusal.Approval?.Id.ToString() };
        return CompleteAsync(refused, refusal.Outcome);
    }

    /// <summary>
    /// Records the beginning, as the last step before anything is sent. The record is written while the message is relayed. Only if the store is already
    /// behind is the write awaited, so that a gateway that cannot record soon stops relaying. Returns false if nothing may be sent.
    /// </summary>
    /// <param name="admittedAt">When the call was admitted under its limits. Its entry has that time, so that the audit shows how many calls each window admitted.</param>
    public async Task<bool> BeginAsync(DateTimeOffset? admittedAt = null, ApprovalId? approval = null)
    {
        _entry = _entry with { At = admittedAt ?? _entry.At, Approval = approval?.ToString() };
        _state = State.Begun;
        var isBehind = _log.IsBehind(_entry);
        Recorded = _log.WriteAsync(_entry);
        return !isBehind || await Recorded;
    }

    /// <summary>Records nothing: the message is counted instead.</summary>
    public void Discard() => _state = State.Closed;

    public void Report(RelayReport report) => _report = report;

    /// <summary>Completes the record, however the message ended.</summary>
    /// <param name="isDisconnected">Whether the client has disconnected.</param>
    public async Task CloseAsync(bool isDisconnected)
    {
        if (_state == State.Open)
        {
            await CompleteAsync(_entry, isDisconnected ? AuditOutcome.Cancelled : AuditOutcome.Failed);
        }
        else if (_state == State.Begun)
        {
            _state = State.Closed;
            var wasRecorded = await Recorded;

            // Not awaited: the response has been sent, and an entry without an ending correctly reads as unknown.
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
        RelayOutcome.Error or RelayOutcome.ToolError => AuditOutcome.Error,
        RelayOutcome.Answered => AuditOutcome.Answered,
        _ => AuditOutcome.Unknown,
    };
}
