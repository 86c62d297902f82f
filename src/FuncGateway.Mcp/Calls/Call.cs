using FuncGateway.Core.Access;
using FuncGateway.Mcp.Relay;
using FuncGateway.Mcp.Wire;
using FuncGateway.Policies.Decisions;
using Microsoft.AspNetCore.Http;

namespace FuncGateway.Mcp.Calls;

/// <summary>One posted message of a caller, as the steps see it.</summary>
/// <param name="DecisionId">Names this call in the audit and towards the client.</param>
/// <param name="At">The time of the decision: windows, expiry and the audit go by it.</param>
public sealed record Call(Ulid DecisionId, DateTimeOffset At, Exchange Exchange, Envelope Envelope)
{
    /// <summary>The call's place in the audit.</summary>
    public required CallRecord Record { get; init; }

    public HttpContext Context => Exchange.Context;

    public Caller Caller => Exchange.Caller;

    public ToolCall Tool => new(Envelope.Name ?? "", Envelope.Arguments);
}
