using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Decisions;

public enum Verdict { Deny, Hold, Allow }

public readonly record struct ToolCall(string Tool, ReadOnlyMemory<byte> Arguments);

public sealed record Decision(Verdict Verdict, Reason Reason, IReadOnlyList<Charge> Charges, ApprovalTerms? Approval = null);

public record Reason { public string Rule => ""; public string AgentText => ""; public sealed record Hidden(string Tool) : Reason; }

public sealed record ApprovalTerms(string Pointer, TimeSpan Timeout, string? OnPending, TimeSpan? Hold);

public sealed record Charge(Limit Limit, decimal Amount);
