using FuncGateway.Core.Access;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Core.Limits;

/// <summary>The result of reserving a call's charges: either all of them were taken, or none.</summary>
public abstract record ReserveResult
{
    private ReserveResult() { }

    public sealed record Reserved(Reservation Reservation) : ReserveResult;

    public sealed record Full(Limit Limit, DateTimeOffset ResetsAt) : ReserveResult;

    /// <summary>The counter did not answer in time: denied as "limit cannot be checked".</summary>
    public sealed record NotChecked(Limit Limit) : ReserveResult;
}

/// <summary>The permits that a call took. They count as used unless released.</summary>
public sealed class Reservation
{
    private readonly Grant? _grant;
    private readonly IReadOnlyList<Charge> _charges;
    private PermitBook? _book;

    internal Reservation(PermitBook? book, Grant? grant, IReadOnlyList<Charge> charges, DateTimeOffset? admittedAt)
    {
        (_book, _grant, _charges) = (book, grant, charges);
        AdmittedAt = admittedAt;
    }

    public static Reservation None { get; } = new(null, null, [], null);

    /// <summary>When the call was admitted; its permits belong to the windows that contain this time. Null if nothing was taken.</summary>
    public DateTimeOffset? AdmittedAt { get; }

    /// <summary>Gives the permits back. Call it only if nothing was handed to a connection to the upstream. Has no effect the second time, or after the window has passed.</summary>
    public void Release()
    {
        if (_grant is not null && AdmittedAt is { } admittedAt && Interlocked.Exchange(ref _book, null) is { } book)
        {
            book.Release(_grant, _charges, admittedAt);
        }
    }
}
