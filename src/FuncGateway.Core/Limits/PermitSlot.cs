using FuncGateway.Policies.Limits;

namespace FuncGateway.Core.Limits;

/// <summary>
/// The permits this process holds of one counter under one maximum, by window. Must be accessed under the lock. The maximum is part of a slot's
/// identity: a call is admitted only with permits that were issued under the maximum that applies to it, even while a policy is being edited
/// or when two policies of a server share a counter.
/// </summary>
internal sealed class PermitSlot(Limit limit, TimeProvider time)
{
    // Enough for an agent's first calls; after that the size follows recent use.
    private const decimal FirstBlock = 8;
    private static readonly TimeSpan UseSpan = TimeSpan.FromSeconds(5);

    private readonly List<PermitBalance> _balances = [];
    private decimal _use;
    private decimal _useBefore;
    private long _useSince = time.GetTimestamp();
    private long _touchedAt = time.GetTimestamp();

    public bool IsIdle => _balances.TrueForAll(balance => balance.IsIdle);

    public TimeSpan UnusedFor => time.GetElapsedTime(_touchedAt);

    public bool IsShort(decimal amount, DateTimeOffset now) => amount < 0 || At(limit.Window.IndexOf(now)).Held < amount;

    /// <summary>Takes an amount that is available. Returns whether the next block should be requested in the background.</summary>
    public bool Take(decimal amount, DateTimeOffset now)
    {
        var balance = At(limit.Window.IndexOf(now));
        balance.Held -= amount;
        balance.Used = true;
        Use(amount);
        balance.BlockWanted |= balance.IsLow;
        return balance.BlockWanted;
    }

    /// <summary>Puts back the amount of a released reservation, into the window it was taken from.</summary>
    public void PutBack(decimal amount, DateTimeOffset takenAt) => At(limit.Window.IndexOf(takenAt)).Held += amount;

    /// <summary>Whether, as far as is known, this window has too little left for the amount.</summary>
    public bool IsFull(decimal amount, DateTimeOffset now) =>
        amount < 0 || amount > limit.Max || (At(limit.Window.IndexOf(now)) is { Left: 0 } balance && balance.Held < amount);

    public void Want(decimal amount, DateTimeOffset now)
    {
        At(limit.Window.IndexOf(now)).Wanted += amount;
        _touchedAt = time.GetTimestamp();
    }

    /// <summary>Marks an exhausted counter to be asked again after a pause, because other instances may have returned permits.</summary>
    public bool TryWantAgain(decimal amount, TimeSpan pause, DateTimeOffset now)
    {
        if (amount < 0 || amount > limit.Max)
        {
            return false;
        }

        var balance = At(limit.Window.IndexOf(now));
        balance.BlockWanted |= !balance.InFlight && (balance.AskedAt is not { } askedAt || time.GetElapsedTime(askedAt) >= pause);
        return balance.BlockWanted;
    }

    /// <summary>Marks a first block to be requested, unless permits are held already or nothing is left.</summary>
    public bool TryWarm(DateTimeOffset now)
    {
        var balance = At(limit.Window.IndexOf(now));
        balance.BlockWanted |= balance is { Held: 0, InFlight: false, Left: null or > 0 };
        return balance.BlockWanted;
    }

    public bool TryWantNextWindow(TimeSpan ahead, DateTimeOffset now)
    {
        var window = limit.Window.IndexOf(now);
        if (limit.Window.EndOf(now) - now > ahead || !At(window).Used || At(window + 1) is not { AskedAt: null } next)
        {
            return false;
        }

        next.BlockWanted = true;
        return true;
    }

    public void Collect(List<(PermitSlot Slot, LeaseAsk Ask)> asks)
    {
        foreach (var balance in _balances)
        {
            if (balance.IsWanted)
            {
                var amount = Math.Max(BlockSize(balance.Left ?? limit.Max), balance.Wanted - balance.Held);
                asks.Add((this, new LeaseAsk(limit.CounterId, limit.Window.Seconds, balance.Window, limit.Max, amount)));
                (balance.InFlight, balance.AskedAt, balance.BlockWanted, balance.Wanted) = (true, time.GetTimestamp(), false, 0);
            }
        }
    }

    public void Deposit(LeaseAsk ask, decimal amount, decimal left, DateTimeOffset now)
    {
        if (ask.Window < limit.Window.IndexOf(now))
        {
            Abandon(ask);
            return;
        }

        var balance = At(ask.Window);
        balance.Held += amount;
        balance.Left = amount < ask.Amount ? 0 : left;
        (balance.InFlight, balance.Wanted, balance.Block) = (false, 0, amount);
        _touchedAt = time.GetTimestamp();
    }

    /// <summary>Records that the request was abandoned.</summary>
    public void Abandon(LeaseAsk ask)
    {
        if (_balances.Find(balance => balance.Window == ask.Window) is { } balance)
        {
            balance.InFlight = false;
        }
    }

    /// <summary>Removes all held permits, so that they can be returned to the counter.</summary>
    public IEnumerable<(LeaseAsk Of, decimal Amount)> TakeAll()
    {
        foreach (var balance in _balances.Where(balance => balance.Held > 0 && !balance.InFlight))
        {
            var amount = balance.Held;
            (balance.Held, balance.Left, balance.Block) = (0, balance.Left + amount, 0);
            yield return (new LeaseAsk(limit.CounterId, limit.Window.Seconds, balance.Window, limit.Max, amount), amount);
        }
    }

    public void DropPassed(DateTimeOffset now)
    {
        var window = limit.Window.IndexOf(now);
        _balances.RemoveAll(balance => balance.Window < window);
        RotateUse();
    }

    /// <summary>A quarter of what is left, capped by recent use: permits held by an idle or crashed process are unavailable to the others.</summary>
    private decimal BlockSize(decimal left) => Math.Max(1, Math.Min(Math.Floor(left / 4), Math.Max(FirstBlock, Math.Ceiling(2 * (_use + _useBefore)))));

    private PermitBalance At(long window)
    {
        foreach (var balance in _balances)
        {
            if (balance.Window == window)
            {
                return balance;
            }
        }

        var added = new PermitBalance(window);
        _balances.Add(added);
        return added;
    }

    private void Use(decimal amount)
    {
        RotateUse();
        _use += amount;
        _touchedAt = time.GetTimestamp();
    }

    private void RotateUse()
    {
        var spans = time.GetElapsedTime(_useSince) / UseSpan;
        if (spans >= 1)
        {
            (_useBefore, _use, _useSince) = (spans < 2 ? _use : 0, 0, time.GetTimestamp());
        }
    }
}
