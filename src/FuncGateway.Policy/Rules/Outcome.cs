namespace FuncGateway.Policies.Rules;

/// <summary>What a condition says of a call. One that cannot be judged denies the call wherever it stands.</summary>
internal enum Outcome
{
    Unclear,
    Fails,
    Holds,
}
