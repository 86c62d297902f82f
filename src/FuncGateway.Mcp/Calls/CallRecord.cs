using FuncGateway.Core;
using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Recordings;
using FuncGateway.Core.Secrets;
using FuncGateway.Core.Usage;
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
    private readonly UsageCounts _usage;
    private readonly ArgumentDigest _digest;
    private readonly ArgumentRecorder _recorder;
    private readonly TimeProvider _time;
    private readonly Caller _caller;
    private readonly long _opened;
    private static readonly byte[] NoArguments = "{}"u8.ToArray();
    private State _state;
    private bool _isKept;
    private RelayReport? _report;

    // What the entry will say. It is made once, when it is recorded.
    private DateTimeOffset _at;
    private PublishedPolicy? _policy;
    private string? _method;
    private (string? Tool, string? Resource, string? Prompt) _named;
    private AuditVerdict? _verdict;
    private string? _rule;
    private (IReadOnlyList<string>? Keys, string? Hmac) _arguments;
    private string? _approval;
    private WouldBe? _wouldBe;
    private CallEntry? _begun;

    // Six parameters: where the record goes, and whose it is.
    public CallRecord(AuditLog log, UsageCounts usage, ArgumentDigest digest, ArgumentRecorder recorder, Caller caller, TimeProvider time)
    {
        (_log, _usage, _digest, _recorder, _time, _caller, _opened, _at) = (log, usage, digest, recorder, time, caller, time.GetTimestamp(), time.GetUtcNow());
        (_policy, Id) = (caller.Policy, Ulid.NewUlid(_at));
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
    public Task<bool> Recorded { get; private set; } = NotRecorded;

    private static Task<bool> NotRecorded { get; } = Task.FromResult(false);

    // With auditing off.
    private static Task<bool> Unneeded { get; } = Task.FromResult(true);

    public void SetMethod(string method) => _method = method.Length == 0 ? null : AuditNames.Cut(method);

    /// <summary>Sets what the request names.</summary>
    /// <param name="resource">A URI; its query and other parts that may be credentials are not recorded.</param>
    public void SetRequest(string? tool = null, string? resource = null, string? prompt = null) =>
        _named = (tool is null ? null : AuditNames.Cut(tool), resource is null ? null : AuditNames.Uri(resource), prompt is null ? null : AuditNames.Cut(prompt));

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
            _arguments = CallArguments.Describe(arguments, hash);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    /// <summary>Sets the decision and the policy it was made under. Called again for a call that waited for approval.</summary>
    public void SetDecision(Caller caller, Decision decision)
    {
        (_policy, _verdict) = (caller.Policy, AuditVerdicts.Of(decision));
        _rule = decision.Reason.Rule is { Length: > 0 } rule ? rule : null;
    }

    /// <summary>Whether the policy, which is in shadow mode, would not have allowed the request.</summary>
    public bool HasWouldBe => _wouldBe is not null;

    /// <summary>Sets what the policy would have decided, which is in shadow mode; null if it would have allowed the request.</summary>
    public void SetWouldBe(WouldBe? wouldBe) => _wouldBe = wouldBe is null ? null : wouldBe with { Message = wouldBe.Message is { } message ? AuditNames.Cut(message) : null };

    /// <summary>Keeps the arguments of a judged request, if the server has them recorded. They are stored in the background.</summary>
    /// <param name="arguments">Raw JSON, empty if there are none.</param>
    public void KeepArguments(ReadOnlyMemory<byte> arguments)
    {
        if (_caller.Server.RecordsArguments && !_isKept && !_log.IsOff && arguments.Length <= RecordingOptions.MaxBytes)
        {
            _isKept = true;
            _recorder.Record(_caller.Server, Id.ToString(), Id.Time, arguments.IsEmpty ? NoArguments : arguments.ToArray());
        }
    }

    /// <summary>Sets the approval that the call waits for, so that its record names it however the call ends.</summary>
    public void SetApproval(ApprovalId approval) => _approval = approval.ToString();

    /// <summary>Records a message that the gateway answers itself, without a decision.</summary>
    /// <exception cref="StoreUnavailableException">The entry could not be stored.</exception>
    public async Task AnswerAsync(AuditOutcome outcome, int status)
    {
        if (!await CompleteAsync(outcome, status))
        {
            throw new StoreUnavailableException("The audit log does not answer.");
        }
    }

    /// <summary>Records a refusal, before the agent receives it. Returns false if it could not be recorded.</summary>
    public Task<bool> RefuseAsync(Refusal refusal)
    {
        (_verdict, _rule, _approval) = (refusal.Verdict ?? _verdict, refusal.Rule, refusal.Approval?.Id.ToString());
        return CompleteAsync(refusal.Outcome, message: AuditNames.Cut(refusal.LogText));
    }

    /// <summary>
    /// Records the beginning, as the last step before anything is sent. The record is written while the message is relayed. Only if the store is already
    /// behind is the write awaited, so that a gateway that cannot record soon stops relaying. Returns false if nothing may be sent.
    /// </summary>
    /// <param name="admittedAt">When the call was admitted under its limits. Its entry has that time, so that the audit shows how many calls each window admitted.</param>
    public async Task<bool> BeginAsync(DateTimeOffset? admittedAt = null, ApprovalId? approval = null)
    {
        (_at, _approval, _state) = (admittedAt ?? _at, approval?.ToString(), State.Begun);
        Count();
        if (_log.IsOff)
        {
            Recorded = Unneeded;
            return true;
        }

        _begun = Describe(null, null, null);
        var isBehind = _log.IsBehind(_begun);
        Recorded = _log.WriteAsync(_begun);
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
            await CompleteAsync(isDisconnected ? AuditOutcome.Cancelled : AuditOutcome.Failed);
        }
        else if (_state == State.Begun)
        {
            _state = State.Closed;
            var outcome = OutcomeOf(await Recorded);
            if (outcome == AuditOutcome.Unknown && _verdict is not null)
            {
                _usage.AddUnknown(UsageKey, _at);
            }

            if (_begun is { } begun)
            {
                _log.EndLater(begun, new AuditEnding(outcome) { UpstreamStatus = _report?.UpstreamStatus, LatencyMs = Latency });
            }
        }
    }

    private UsageKey UsageKey => new(_caller.Server.Id.Value, _caller.Grant.Id.Value, _named.Tool, _named.Tool is null ? _method : null, _rule);

    private long Latency => (long)_time.GetElapsedTime(_opened).TotalMilliseconds;

    private Task<bool> CompleteAsync(AuditOutcome outcome, int? status = null, string? message = null)
    {
        // A message that has begun has been counted.
        if (_state == State.Open)
        {
            Count();
        }

        _state = State.Closed;
        return _log.IsOff ? Unneeded : _log.WriteAsync(Describe(outcome, status, message));
    }

    private void Count()
    {
        if (_verdict is { } verdict)
        {
            _usage.Add(UsageKey, verdict, _at);
        }
    }

    private CallEntry Describe(AuditOutcome? outcome, int? status, string? message) => new(Id.ToString(), _at)
    {
        Server = _caller.Server.Id.Value,
        Grant = _caller.Grant.Id.Value,
        GrantLabel = AuditNames.Visible(_caller.Grant.Label),
        Method = _method,
        Tool = _named.Tool,
        Resource = _named.Resource,
        Prompt = _named.Prompt,
        Policy = _policy?.Id.Value,
        Revision = _policy?.Revision,
        Verdict = _verdict,
        Rule = _rule,
        Message = message,
        ArgumentKeys = _arguments.Keys,
        ArgumentsHmac = _arguments.Hmac,
        Approval = _approval,
        WouldBe = _wouldBe,
        Outcome = outcome,
        Status = status,
        LatencyMs = outcome is null ? null : Latency,
    };

    private AuditOutcome OutcomeOf(bool wasRecorded) => _report?.Outcome switch
    {
        RelayOutcome.NotSent => AuditOutcome.NotSent,
        _ when !wasRecorded => AuditOutcome.Withheld,
        RelayOutcome.Error or RelayOutcome.ToolError => AuditOutcome.Error,
        RelayOutcome.Answered => AuditOutcome.Answered,
        _ => AuditOutcome.Unknown,
    };
}
