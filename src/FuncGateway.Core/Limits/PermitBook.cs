using FuncGateway.Core.Telemetry;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Limits;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FuncGateway.Core.Limits;

/// <summary>
/// The permits this process holds. <see cref="CounterLeases"/> has a <see cref="CounterLease"/> for each grant and server, which has a
/// <see cref="PermitSlot"/> for each limit, which has a <see cref="PermitBalance"/> for each window. Thread-safe.
/// </summary>
public sealed class PermitBook : IDisposable
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(250);
    private static readonly ReserveResult NothingToReserve = new ReserveResult.Reserved(Reservation.None);

    private readonly CancellationTokenSource _stop = new();
    private readonly LeaseHolder _holder;
    private readonly CounterLeases _leases;
    private readonly ITimer _timer;
    private long _leaseWaits;

    public PermitBook(LeaseClient client, TimeProvider time, IOptions<LimitOptions> options, ILogger<PermitBook> logger)
    {
        _holder = new LeaseHolder(client, new BackgroundLoop("Leasing of permits", time, logger), time, options.Value, _stop.Token);
        _leases = new CounterLeases(_holder);
        _timer = time.CreateTimer(_ => _holder.Loop.Try(Tick), null, TickEvery, TickEvery);
    }

    /// <summary>Number of reservations that had to wait for a lease.</summary>
    public long LeaseWaits => Interlocked.Read(ref _leaseWaits);

    /// <summary>Number of grants and servers for which permits are held or wanted.</summary>
    internal int Count
    {
        get
        {
            lock (_holder.Gate)
            {
                return _leases.Count;
            }
        }
    }

    /// <summary>Whether a request to a counter is in flight.</summary>
    internal bool IsBusy
    {
        get
        {
            lock (_holder.Gate)
            {
                return _leases.IsBusy;
            }
        }
    }

    /// <summary>Reserves all charges of a call or none. Completes synchronously if this process already holds the permits.</summary>
    public ValueTask<ReserveResult> ReserveAsync(CounterScope scope, IReadOnlyList<Charge> charges, CancellationToken cancellationToken)
    {
        if (charges.Count == 0)
        {
            return ValueTask.FromResult(NothingToReserve);
        }

        var attempt = Try(scope, charges);
        return attempt.Result is { } result ? ValueTask.FromResult(result) : WaitToReserveAsync(attempt, scope, charges, cancellationToken);
    }

    /// <summary>
    /// Finds out whether a limit is already full, without reserving anything. Completes synchronously if this process knows what is left of each limit;
    /// otherwise the counters are asked.
    /// </summary>
    /// <returns><see cref="ReserveResult.Full"/> or <see cref="ReserveResult.NotChecked"/>; null if no limit is full.</returns>
    public async ValueTask<ReserveResult?> FindFullAsync(CounterScope scope, IReadOnlyList<Charge> charges, CancellationToken cancellationToken)
    {
        if (charges.Count == 0)
        {
            return null;
        }

        var attempt = Look(scope, charges);
        var result = attempt.Result ?? await WaitAsync(attempt, scope, () => Look(scope, charges), cancellationToken);
        return result is ReserveResult.Reserved ? null : result;
    }

    /// <summary>Starts leasing a block for each limit in the background, so that the first call does not have to wait.</summary>
    public void Warm(CounterScope scope, IReadOnlyList<Limit> limits)
    {
        lock (_holder.Gate)
        {
            var now = _holder.Time.GetUtcNow();
            foreach (var limit in limits)
            {
                var lease = _leases.Of(scope, limit);
                if (lease.Slot(limit).TryWarm(now))
                {
                    lease.Start();
                }
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        // Cancelled but not disposed: leases that are being abandoned still use its token.
        _stop.Cancel();
    }

    internal void Release(CounterScope scope, IReadOnlyList<Charge> charges, DateTimeOffset admittedAt, long takenAfter)
    {
        lock (_holder.Gate)
        {
            var now = _holder.Time.GetUtcNow();
            foreach (var (limit, amount) in charges)
            {
                var lease = _leases.Of(scope, limit);
                if (limit.Window.IndexOf(now) <= limit.Window.IndexOf(admittedAt) && lease.Slot(limit).PutBack(amount, admittedAt, takenAfter) is var (released, resets))
                {
                    lease.Return(released, resets);
                }
            }
        }
    }

    // A method of its own, so that only a call that waits allocates the closure.
    private ValueTask<ReserveResult> WaitToReserveAsync(ReserveAttempt attempt, CounterScope scope, IReadOnlyList<Charge> charges, CancellationToken cancellationToken) =>
        WaitAsync(attempt, scope, () => Try(scope, charges), cancellationToken);

    private async ValueTask<ReserveResult> WaitAsync(ReserveAttempt attempt, CounterScope scope, Func<ReserveAttempt> again, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _leaseWaits);
        using var wait = new LeaseWaitMeasurement(_holder.Time, scope.Server);
        using var timeout = new CancellationTokenSource(_holder.Options.WaitTimeout, _holder.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        while (attempt.Result is null)
        {
            using (linked.Token.UnsafeRegister(static state => (state as TaskCompletionSource<bool>)?.TrySetResult(false), attempt.Answer))
            {
                if (!await attempt.Answer.Task || _stop.IsCancellationRequested)
                {
                    GiveUp(attempt, scope);
                    cancellationToken.ThrowIfCancellationRequested();
                    return new ReserveResult.NotChecked(attempt.Lacking);
                }
            }

            attempt = again();
        }

        return attempt.Result;
    }

    private void GiveUp(ReserveAttempt attempt, CounterScope scope)
    {
        lock (_holder.Gate)
        {
            _leases.Of(scope, attempt.Lacking).Forget(attempt.Answer);
        }
    }

    private ReserveAttempt Try(CounterScope scope, IReadOnlyList<Charge> charges)
    {
        lock (_holder.Gate)
        {
            var now = _holder.Time.GetUtcNow();
            for (var index = 0; index < charges.Count; index++)
            {
                if (_leases.Slot(scope, charges[index].Limit).IsShort(ChargeSum.Of(charges, index), now))
                {
                    return FindLack(scope, charges, index, now);
                }
            }

            for (var index = 0; index < charges.Count; index++)
            {
                Take(scope, charges[index], now);
            }

            return new ReserveAttempt(new ReserveResult.Reserved(new Reservation(this, scope, charges, now, _holder.Report)));
        }
    }

    /// <summary>Decides whether a limit is full from what is known, or returns a lease to wait for.</summary>
    private ReserveAttempt Look(CounterScope scope, IReadOnlyList<Charge> charges)
    {
        lock (_holder.Gate)
        {
            var now = _holder.Time.GetUtcNow();
            if (FindFull(scope, charges, 0, now) is { } full)
            {
                return new ReserveAttempt(full);
            }

            int? unknown = null;
            for (var index = 0; index < charges.Count; index++)
            {
                var (limit, amount) = (charges[index].Limit, ChargeSum.Of(charges, index));
                var lease = _leases.Of(scope, limit);
                if (lease.Slot(limit) is var slot && slot.IsShort(amount, now) && slot.TryWantLeft(amount, _holder.Options.ResendInterval, now))
                {
                    lease.Start();
                    unknown ??= index;
                }
            }

            return unknown is { } first
                ? new ReserveAttempt(charges[first].Limit, _leases.Of(scope, charges[first].Limit).Wait())
                : new ReserveAttempt(NothingToReserve);
        }
    }

    private void Take(CounterScope scope, Charge charge, DateTimeOffset now)
    {
        var lease = _leases.Of(scope, charge.Limit);
        if (lease.Slot(charge.Limit).Take(charge.Amount, now))
        {
            lease.Start();
        }
    }

    /// <summary>
    /// Returns the limit that is full, or a lease to wait for. Missing permits are requested for all charges at once, unless a limit was full when its counter was
    /// asked last: then only that is asked, so that a call that will be denied leaves the permits of other limits to others.
    /// </summary>
    private ReserveAttempt FindLack(CounterScope scope, IReadOnlyList<Charge> charges, int from, DateTimeOffset now)
    {
        if (FindFull(scope, charges, from, now) is { } full)
        {
            return new ReserveAttempt(full);
        }

        var (first, asksFullOnly) = (-1, WasFull(scope, charges, from, now));
        for (var index = from; index < charges.Count; index++)
        {
            var (limit, amount) = (charges[index].Limit, ChargeSum.Of(charges, index));
            var slot = _leases.Slot(scope, limit);
            if (slot.IsShort(amount, now) && (!asksFullOnly || slot.WasFull(amount, now)))
            {
                slot.Want(amount, now);
                _leases.Of(scope, limit).Start();
                first = first < 0 ? index : first;
            }
        }

        return new ReserveAttempt(charges[first].Limit, _leases.Of(scope, charges[first].Limit).Wait());
    }

    private bool WasFull(CounterScope scope, IReadOnlyList<Charge> charges, int from, DateTimeOffset now)
    {
        for (var index = from; index < charges.Count; index++)
        {
            if (_leases.Slot(scope, charges[index].Limit).WasFull(ChargeSum.Of(charges, index), now))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns the first limit that is known to be full; null if there is none.</summary>
    private ReserveResult.Full? FindFull(CounterScope scope, IReadOnlyList<Charge> charges, int from, DateTimeOffset now)
    {
        for (var index = from; index < charges.Count; index++)
        {
            var (limit, amount) = (charges[index].Limit, ChargeSum.Of(charges, index));
            if (_leases.Slot(scope, limit).IsFull(amount, _holder.Options.ResendInterval, now))
            {
                return new ReserveResult.Full(limit, limit.Window.EndOf(now));
            }
        }

        return null;
    }

    private void Tick()
    {
        lock (_holder.Gate)
        {
            _leases.Tick(_holder.Time.GetUtcNow());
        }
    }
}
