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
    private Decision? _decision;

    /// <summary>Whether the message is subject to the policy, and has been decided.</summary>
    public bool IsDecided => _decision is not null;

    /// <summary>The latest decision on the call.</summary>
    public Decision Decision => _decision ?? throw new InvalidOperationException("The call has not been decided yet.");

    /// <summary>The approval that the call consumed; null if it needs none.</summary>
    public ApprovalPass? Pass { get; set; }

    /// <summary>What the agent is being told about an earlier identical call; null if there is nothing to tell.</summary>
    public ApprovalTelling? Telling { get; set; }

    public Reservation Reservation { get; set; } = Reservation.None;

    /// <summary>Whether the client cancelled the call while it was held, so that no response is sent.</summary>
    public bool IsCancelled { get; set; }

    public CallRecord Record => record ?? throw new InvalidOperationException("Only a posted message has an audit entry.");

    /// <summary>The message. Throws if it has not been read yet.</summary>
    public Envelope Message => Envelope ?? throw new InvalidOperationException("The message has not been read yet.");

    public ToolCall Tool => new(Message.Name ?? "", Message.Arguments);

    public string DecisionId => Record.Id.ToString();

    public override Task<string?> Withheld => record is null ? base.Withheld : WithheldAsync(record);

    public override bool SendsBoundHeadersOnly => Pass is not null;

    /// <summary>Sets the message and the protocol era of the request.</summary>
    public void Read(Envelope envelope, ProtocolEra era) => (Envelope, Era) = (envelope, era);

    public void SetSession(string? session) => Session = session;

    /// <summary>Whether the caller's policy is in shadow mode: what it decides is recorded and not enforced.</summary>
    public bool IsShadow => Caller.Policy is { Policy.IsShadow: true };

    /// <summary>Decides the call under the caller's policy.</summary>
    /// <returns>The decision to enforce.</returns>
    public Decision Decide() => Caller.Policy is not { Policy: var policy } ? Set(Policy.NoPolicy)
        : Caller.RefusesChanged(Message.Name ?? "") ? Set(policy.DecideChanged(Message.Name ?? ""))
        : Decide(policy.Decide(Tool));

    /// <summary>Sets the decision on a message, made under the caller's policy.</summary>
    /// <returns>The decision to enforce: under a policy in shadow mode, to allow the message.</returns>
    public Decision Decide(Decision decision)
    {
        if (!IsShadow)
        {
            return Set(decision);
        }

        Record.SetWouldBe(Shadow.WouldBeOf(decision));
        return Set(Shadow.Enforced(decision));
    }

    private Decision Set(Decision decision)
    {
        _decision = decision;
        Record.SetDecision(Caller, decision);
        return decision;
    }

    /// <summary>Replaces the caller after a wait, because its grant, policy and server may have changed.</summary>
    public void Follow(Caller now) => Caller = now;

    /// <summary>Releases the reservation and the approval, because nothing was sent.</summary>
    public async Task ReleaseAsync()
    {
        Reservation.Release();
        await (Pass?.ReleaseAsync() ?? Task.CompletedTask);
    }

    /// <summary>Ends what concerns the call's approval, however the call ended.</summary>
    public async ValueTask EndApprovalAsync()
    {
        await (Telling?.DisposeAsync() ?? default);
        await (Pass?.DisposeAsync() ?? default);
    }

    // What was sent counts, whatever came back: an agent can cause errors, and servers fail after the work.
    protected override async Task OnSettledAsync(RelayOutcome outcome)
    {
        // Reported here too, so that the outcome is recorded even if the relay fails afterwards.
        record?.Report(new RelayReport(outcome, RelayFault.None, null));
        if (outcome == RelayOutcome.NotSent)
        {
            Reservation.Release();
            await (Pass?.RestoreAsync() ?? Task.CompletedTask);
        }
    }

    private static async Task<string?> WithheldAsync(CallRecord record) => await record.Recorded
        ? null
        : $"The request was sent to the MCP server, and its answer is withheld, because the gateway's audit log did not store the request in time. Assume that it was carried out; its decision id is {record.Id}.";
}
