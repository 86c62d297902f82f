using FuncGateway.Core.Access;
using FuncGateway.Core.Approvals;
using FuncGateway.Core.Limits;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies;
using FuncGateway.Policies.Decisions;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Calls;

/// <summary>One request of a caller on its way through the steps: what was read, what was decided, and what was taken for it.</summary>
/// <param name="record">Its place in the audit; null for GET and DELETE, which carry no message.</param>
public sealed class CallContext(HttpContext http, Caller caller, CallRecord? record = null) : RelayContext(http, caller)
{
    private const string NotRecorded =
        "The gateway could not record this request in its audit log, so its answer is kept back; whether it was carried out is not known.";

    private Decision? _decision;

    /// <summary>Under the policy as it was last asked.</summary>
    public Decision Decision => _decision ?? throw new InvalidOperationException("The call has not been decided yet.");

    /// <summary>The approval that the call uses up; null when it needs none.</summary>
    public ApprovalPass? Pass { get; set; }

    public Reservation Reservation { get; set; } = Reservation.None;

    /// <summary>The client has cancelled the call while it was held: there is nothing to answer.</summary>
    public bool IsCancelled { get; set; }

    public CallRecord Record => record ?? throw new InvalidOperationException("Only a posted message has an audit entry.");

    /// <summary>The message, once it has been read.</summary>
    public Envelope Message => Envelope ?? throw new InvalidOperationException("The message has not been read yet.");

    public ToolCall Tool => new(Message.Name ?? "", Message.Arguments);

    public string DecisionId => Record.Id.ToString();

    public override Task<string?> Withheld => record is null ? base.Withheld : WithheldAsync(record);

    public override bool IsSettledBeforeAnswer => Pass is not null;

    /// <summary>The message has been read, and which wire it is on.</summary>
    public void Read(Envelope envelope, ProtocolEra era) => (Envelope, Era) = (envelope, era);

    public void Join(string? session) => Session = session;

    /// <summary>Judges the call by the policy of its caller.</summary>
    public Decision Decide()
    {
        _decision = Caller.Policy?.Policy.Decide(Tool) ?? Policy.NoPolicy;
        Record.SetDecision(Caller, _decision);
        return _decision;
    }

    /// <summary>Judges the call again after a wait, by its grant and policy as they are now.</summary>
    public Decision DecideAgain(Caller now)
    {
        Caller = now;
        return Decide();
    }

    /// <summary>Gives back what was taken, because nothing was sent.</summary>
    public async Task ReleaseAsync()
    {
        Reservation.Release();
        await (Pass?.ReleaseAsync() ?? Task.CompletedTask);
    }

    // Permits and approval come back only when the upstream certainly did not do the work.
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
