namespace FuncGateway.Policies.Decisions;

public enum Verdict
{
    Deny,
    Hold,
    Allow,
}
