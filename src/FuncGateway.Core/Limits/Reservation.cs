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
    private readonly CounterScope _scope;
    private readonly IReadOnlyList<Charge> _charges;
    private readonly DateTimeOffset _admittedAt;
    private readonly long _takenAfter;
    private PermitBook? _book;

    /// <param name="takenAfter">The number of the process's latest report to a counter.</param>
    internal Reservation(PermitBook? book, CounterScope scope, IReadOnlyList<Charge> charges, DateTimeOffset admittedAt, long takenAfter) =>
        (_book, _scope, _charges, _admittedAt, _takenAfter) = (book, scope, charges, admittedAt, takenAfter);

    public static Reservation None { get; } = new(null, default, [], default, 0);

    /// <summary>When the call was admitted; its permits belong to the windows that contain this time. Null if nothing was taken.</summary>
    public DateTimeOffset? AdmittedAt => _charges.Count == 0 ? null : _admittedAt;

    /// <summary>Gives the permits back. Call it only if nothing was handed to a connection to the upstream. Has no effect the second time, or after the window has passed.</summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref _book, null) is { } book)
        {
            book.Release(_scope, _charges, _admittedAt, _takenAfter);
        }
    }
}
