using FuncGateway.Gateway.Access;
using FuncGateway.Gateway.Durable;
using FuncGateway.Gateway.Servers;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Limits;
using Microsoft.Extensions.Options;

namespace FuncGateway.Gateway.Limits;

/// <summary>The permits this process holds, by counter and window.</summary>
public sealed class PermitBook : IDisposable
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(250);
    private static readonly ReserveResult NothingToReserve = new ReserveResult.Reserved(Reservation.None);

    private readonly CancellationTokenSource _stop = new();
    private readonly SharedBook _shared;
    private readonly Dictionary<GrantId, ScopeBook> _grants = [];
    private readonly Dictionary<ServerId, ScopeBook> _servers = [];
    private readonly ITimer _timer;
    private long _leaseWaits;

    public PermitBook(LeaseClient client, TimeProvider time, IOptions<LimitOptions> options)
    {
        _shared = new SharedBook(client, time, options.Value, _stop.Token);
        _timer = time.CreateTimer(_ => Tick(), null, TickEvery, TickEvery);
    }

    /// <summary>How many reservations had to wait for a lease.</summary>
    public long LeaseWaits => Interlocked.Read(ref _leaseWaits);

    /// <summary>For how many grants and servers permits are held or wanted.</summary>
    internal int Count
    {
        get
        {
            lock (_shared.Gate)
            {
                return _grants.Count + _servers.Count;
            }
        }
    }

    /// <summary>Takes every charge of a call or none, in memory when the permits are at hand.</summary>
    public ValueTask<ReserveResult> ReserveAsync(Grant grant, IReadOnlyList<Charge> charges, CancellationToken cancellationToken)
    {
        if (charges.Count == 0)
        {
            return ValueTask.FromResult(NothingToReserve);
        }

        var attempt = Try(grant, charges);
        return attempt.Result is { } result ? ValueTask.FromResult(result) : WaitAsync(attempt, grant, charges, cancellationToken);
    }

    /// <summary>Starts leasing a block for each limit in the background, so that the first call does not wait. Returns at once.</summary>
    public void Warm(Grant grant, IReadOnlyList<Limit> limits)
    {
        lock (_shared.Gate)
        {
            var now = _shared.Time.GetUtcNow();
            foreach (var limit in limits)
            {
                var book = BookOf(grant, limit);
                if (book.Slot(limit).TryWarm(now))
                {
                    book.Start();
                }
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _stop.Cancel();
        _stop.Dispose();
    }

    internal void Release(Grant grant, IReadOnlyList<Charge> charges, DateTimeOffset admittedAt)
    {
        lock (_shared.Gate)
        {
            var now = _shared.Time.GetUtcNow();
            foreach (var (limit, amount) in charges)
            {
                if (limit.Window.IndexOf(now) <= limit.Window.IndexOf(admittedAt))
                {
                    BookOf(grant, limit).Slot(limit).PutBack(amount, admittedAt);
                }
            }
        }
    }

    private async ValueTask<ReserveResult> WaitAsync(Attempt attempt, Grant grant, IReadOnlyList<Charge> charges, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _leaseWaits);
        var begun = _shared.Time.GetTimestamp();
        while (attempt.Result is null)
        {
            var patience = _shared.Options.Deadline - _shared.Time.GetElapsedTime(begun);
            if (patience <= TimeSpan.Zero || _stop.IsCancellationRequested)
            {
                return new ReserveResult.NotChecked(attempt.Short);
            }

            try
            {
                await attempt.Answered.WaitAsync(patience, _shared.Time, cancellationToken);
            }
            catch (TimeoutException)
            {
                return new ReserveResult.NotChecked(attempt.Short);
            }

            attempt = Try(grant, charges);
        }

        return attempt.Result;
    }

    private Attempt Try(Grant grant, IReadOnlyList<Charge> charges)
    {
        lock (_shared.Gate)
        {
            var now = _shared.Time.GetUtcNow();
            var taken = 0;
            while (taken < charges.Count && TryTake(grant, charges[taken], now))
            {
                taken++;
            }

            if (taken == charges.Count)
            {
                return new Attempt(new ReserveResult.Reserved(new Reservation(this, grant, charges, now)));
            }

            for (var index = 0; index < taken; index++)
            {
                BookOf(grant, charges[index].Limit).Slot(charges[index].Limit).PutBack(charges[index].Amount, now);
            }

            return Lack(grant, charges, taken, now);
        }
    }

    private bool TryTake(Grant grant, Charge charge, DateTimeOffset now)
    {
        var book = BookOf(grant, charge.Limit);
        var slot = book.Slot(charge.Limit);
        if (!slot.TryTake(charge.Amount, now))
        {
            return false;
        }

        if (slot.IsLow(now))
        {
            slot.WantBlock(now);
            book.Start();
        }

        return true;
    }

    /// <summary>What stands in the way: a limit that is full, or leases to wait for. Those of all charges are sent for at once.</summary>
    private Attempt Lack(Grant grant, IReadOnlyList<Charge> charges, int from, DateTimeOffset now)
    {
        for (var index = from; index < charges.Count; index++)
        {
            var (limit, amount) = charges[index];
            var book = BookOf(grant, limit);
            if (book.Slot(limit).IsFull(amount, now))
            {
                if (amount <= limit.Max && book.Slot(limit).TryWantAgain(_shared.Options.Resend, now))
                {
                    book.Start();
                }

                return new Attempt(new ReserveResult.Full(limit, limit.Window.EndOf(now)));
            }
        }

        for (var index = from; index < charges.Count; index++)
        {
            var (limit, amount) = charges[index];
            if (index == from || BookOf(grant, limit).Slot(limit).IsShort(amount, now))
            {
                BookOf(grant, limit).Slot(limit).Want(amount, now);
                BookOf(grant, limit).Start();
            }
        }

        return new Attempt(charges[from].Limit, BookOf(grant, charges[from].Limit).Answered);
    }

    private void Tick()
    {
        lock (_shared.Gate)
        {
            var now = _shared.Time.GetUtcNow();
            Tick(_grants, now);
            Tick(_servers, now);
        }
    }

    private static void Tick<TId>(Dictionary<TId, ScopeBook> books, DateTimeOffset now)
        where TId : notnull
    {
        foreach (var (id, book) in books)
        {
            book.Tick(now);
            if (book.IsIdle)
            {
                books.Remove(id);
            }
        }
    }

    private ScopeBook BookOf(Grant grant, Limit limit) =>
        limit.Scope == Scope.Server ? BookOf(_servers, grant.Server, CounterKey.Of) : BookOf(_grants, grant.Id, CounterKey.Of);

    private ScopeBook BookOf<TId>(Dictionary<TId, ScopeBook> books, TId id, Func<TId, CounterKey> key)
        where TId : notnull
    {
        if (!books.TryGetValue(id, out var book))
        {
            books.Add(id, book = new ScopeBook(key(id), _shared));
        }

        return book;
    }

    /// <summary>One try at taking all charges: how it ended, or what to wait for before the next.</summary>
    private readonly struct Attempt
    {
        private readonly Limit? _short;
        private readonly Task? _answered;

        public Attempt(ReserveResult result) => Result = result;

        public Attempt(Limit lacking, Task answered) => (_short, _answered) = (lacking, answered);

        public ReserveResult? Result { get; }

        public Limit Short => _short ?? throw new InvalidOperationException("Nothing was lacking.");

        public Task Answered => _answered ?? Task.CompletedTask;
    }
}
