using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies;

public sealed class Policy
{
    public static Decision NoPolicy { get; } = new(Verdict.Deny, new Reason(), []);
    public IReadOnlyList<Limit> Limits { get; } = [];
    public bool Hides(string tool) => false;
    public Decision Decide(in ToolCall call) => NoPolicy;
}
