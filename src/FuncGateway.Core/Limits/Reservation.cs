using FuncGateway.Core.Access;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Core.Limits;

/// <summary>What a call took from its counters. Kept unless released.</summary>
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

    /// <summary>The time of admission: its permits belong to the windows that contain it. Null when nothing was taken.</summary>
    public DateTimeOffset? AdmittedAt { get; }

    /// <summary>Gives the permits back: only when the upstream certainly did not do the work. Once; a window that has passed takes nothing back.</summary>
    public void Release()
    {
        if (_grant is not null && AdmittedAt is { } admittedAt && Interlocked.Exchange(ref _book, null) is { } book)
        {
            book.Release(_grant, _charges, admittedAt);
        }
    }
}
