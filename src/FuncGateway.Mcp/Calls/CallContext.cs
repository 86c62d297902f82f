using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Limits;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies;
using FuncGateway.Policies.Decisions;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Calls;

/// <summary>The state of one request as it passes through the steps: the message, the decision, and what was reserved for it.</summary>
/// <param name="record">Its audit record; null for GET and DELETE, which carry no message.</param>
public sealed class CallContext(HttpContext http, Caller caller, CallRecord? record = null) : RelayContext(http, caller)
{
    private const string NotRecorded =
        "The gateway could not record this request in its audit log, so the response was withheld; whether the request was carried out is not known.";

    private Decision? _decision;

    /// <summary>The latest decision on the call.</summary>
    public Decision Decision => _decision ?? throw new InvalidOperationException("The call has not been decided yet.");

    /// <summary>The approval that the call consumed; null if it needs none.</summary>
    public ApprovalPass? Pass { get; set; }

    public Reservation Reservation { get; set; } = Reservation.None;

    /// <summary>Whether the client cancelled the call while it was held, so that no response is sent.</summary>
    public bool IsCancelled { get; set; }

    public CallRecord Record => record ?? throw new InvalidOperationException("Only a posted message has an audit entry.");

    /// <summary>The message. Throws if it has not been read yet.</summary>
    public Envelope Message => Envelope ?? throw new InvalidOperationException("The message has not been read yet.");

    public ToolCall Tool => new(Message.Name ?? "", Message.Arguments);

    public string DecisionId => Record.Id.ToString();

    public override Task<string?> Withheld => record is null ? base.Withheld : WithheldAsync(record);

    public override bool IsSettledBeforeAnswer => Pass is not null;

    /// <summary>Sets the message and the protocol era of the request.</summary>
    public void Read(Envelope envelope, ProtocolEra era) => (Envelope, Era) = (envelope, era);

    public void SetSession(string? session) => Session = session;

    /// <summary>Decides the call under the caller's policy.</summary>
    public Decision Decide()
    {
        _decision = Caller.Policy?.Policy.Decide(Tool) ?? Policy.NoPolicy;
        Record.SetDecision(Caller, _decision);
        return _decision;
    }

    /// <summary>Decides the call again after a wait, under its current grant and policy.</summary>
    public Decision DecideAgain(Caller now)
    {
        Caller = now;
        return Decide();
    }

    /// <summary>Releases the reservation and the approval, because nothing was sent.</summary>
    public async Task ReleaseAsync()
    {
        Reservation.Release();
        await (Pass?.ReleaseAsync() ?? Task.CompletedTask);
    }

    // Release permits and approval only if the upstream certainly did not do the work.
    protected override async Task OnSettledAsync(RelayOutcome outcome)
    {
        if (outcome is RelayOutcome.NotSent or RelayOutcome.Refused)
        {
            Reservation.Release();
            await (Pass?.RestoreAsync() ?? Task.CompletedTask);
        }
    }

    private static async Task<string?> WithheldAsync(CallRecord record) => await record.Recorded ? null : NotRecorded;
}
