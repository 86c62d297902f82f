using FuncGateway.Policies.Limits;

namespace FuncGateway.Core.Limits;

/// <summary>What became of a call's charges: all of them were taken, or none.</summary>
public abstract record ReserveResult
{
    private ReserveResult() { }

    public sealed record Reserved(Reservation Reservation) : ReserveResult;

    public sealed record Full(Limit Limit, DateTimeOffset ResetsAt) : ReserveResult;

    /// <summary>The counter did not answer in time: denied as "limit cannot be checked".</summary>
    public sealed record NotChecked(Limit Limit) : ReserveResult;
}
