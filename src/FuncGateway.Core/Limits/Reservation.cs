using FuncGateway.Core.Access;
using FuncGateway.Policies.Decisions;
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

/// <summary>What a call took from its counters. Kept unless released.</summary>
public sealed class Reservation
{
    private readonly Grant? _grant;
    private readonly IReadOnlyList<Charge> _charges;
    private PermitBook? _book;

    internal Reservation(PermitBook? book, Grant? grant, IReadOnlyList<Charge> charges, DateTimeOffset admittedAt)
    {
        (_book, _grant, _charges) = (book, grant, charges);
        AdmittedAt = admittedAt;
    }

    public static Reservation None { get; } = new(null, null, [], default);

    /// <summary>The time by which the call counts: its permits are of the windows that this falls in.</summary>
    internal DateTimeOffset AdmittedAt { get; }

    /// <summary>Gives the permits back: only when the upstream certainly did not do the work. Once; a window that has passed takes nothing back.</summary>
    public void Release()
    {
        if (_grant is not null && Interlocked.Exchange(ref _book, null) is { } book)
        {
            book.Release(_grant, _charges, AdmittedAt);
        }
    }
}
