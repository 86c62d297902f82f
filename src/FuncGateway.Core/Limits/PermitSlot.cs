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
    private long _takenAt = time.GetTimestamp();
    private long _receivedAt = time.GetTimestamp();

    public bool IsIdle => _balances.TrueForAll(balance => balance.IsIdle);

    /// <summary>
    /// How long no call has taken a permit. Only that counts as use: calls that are denied must not keep others from the permits. Permits that have just
    /// been received have not been unused before.
    /// </summary>
    public TimeSpan UnusedFor => time.GetElapsedTime(Math.Max(_takenAt, _receivedAt));

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
    /// <param name="freshFor">How long a reply with a remainder that is too small counts. An empty counter stays full until it is known not to be.</param>
    public bool IsFull(decimal amount, TimeSpan freshFor, DateTimeOffset now) =>
        amount < 0 || amount > limit.Max || (At(limit.Window.IndexOf(now)) is var balance && balance.IsKnownShort(amount) && (balance.Left == 0 || IsFresh(balance, freshFor)));

    public void Want(decimal amount, DateTimeOffset now) => At(limit.Window.IndexOf(now)).Want(amount);

    /// <summary>Marks the counter to be asked whether the amount is left, unless that is known. Returns whether it has been marked, or is being asked.</summary>
    public bool TryWantLeft(decimal amount, TimeSpan freshFor, DateTimeOffset now)
    {
        var balance = At(limit.Window.IndexOf(now));
        if (balance.Left is not null && (!balance.IsKnownShort(amount) || IsFresh(balance, freshFor)))
        {
            return false;
        }

        balance.LeftWanted |= !balance.InFlight;
        return true;
    }

    /// <summary>Marks an exhausted counter to be asked again after a pause, because other instances may have returned permits.</summary>
    public bool TryWantAgain(decimal amount, TimeSpan pause, DateTimeOffset now)
    {
        if (amount < 0 || amount > limit.Max)
        {
            return false;
        }

        var balance = At(limit.Window.IndexOf(now));
        if (balance is { InFlight: false, Wanted: 0 } && (balance.AskedAt is not { } askedAt || time.GetElapsedTime(askedAt) >= pause))
        {
            balance.Want(amount);
        }

        return balance.Wanted > 0;
    }

    /// <summary>
    /// Marks a first block to be requested for calls that may come: at most a quarter of what is left and nothing if that is less than one, so that listing
    /// tools never strands the last permits in a process that does not use them.
    /// </summary>
    public bool TryWarm(DateTimeOffset now)
    {
        var balance = At(limit.Window.IndexOf(now));
        balance.WarmWanted |= balance is { Held: 0, InFlight: false } && (balance.Left is not { } left || WarmSize(left) > 0);
        return balance.WarmWanted;
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
                asks.Add((this, AskFor(balance)));
                balance.Asked(time.GetTimestamp());
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
        balance.Left = amount >= ask.Amount || (amount == 0 && left < ask.AtLeast) ? left : 0;
        balance.Answered();
        balance.KnownAt = time.GetTimestamp();
        if (amount > 0)
        {
            balance.Block = amount;
            _receivedAt = time.GetTimestamp();
        }

        // A warm lease asks for a quarter of the whole limit, and is refused if less is left. Now that this is known, ask for a quarter of it.
        balance.WarmWanted = IsRefusedWarm(ask, amount) && WarmSize(left) is > 0 and var smaller && smaller < ask.Amount;
    }

    /// <summary>Records that the request was abandoned.</summary>
    public void Abandon(LeaseAsk ask)
    {
        _balances.Find(balance => balance.Window == ask.Window)?.Answered();
    }

    /// <summary>Records that nothing is in flight or wanted any more.</summary>
    public void AbandonAll() => _balances.ForEach(balance => balance.Abandon());

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

    private bool IsFresh(PermitBalance balance, TimeSpan freshFor) => balance.KnownAt is { } at && time.GetElapsedTime(at) < freshFor;

    // A warm lease has the first block's size, and no call behind it.
    private static decimal WarmSize(decimal left) => Math.Min(Math.Floor(left / 4), FirstBlock);

    // Only a warm lease needs more to be left than it asks for.
    private static bool IsRefusedWarm(LeaseAsk ask, decimal amount) => amount == 0 && ask.AtLeast > ask.Amount;

    private LeaseAsk AskFor(PermitBalance balance)
    {
        var left = balance.Left ?? limit.Max;
        var (amount, atLeast) = balance switch
        {
            { Wanted: > 0 } => (Math.Max(BlockSize(left), balance.Wanted - balance.Held), Math.Max(0, balance.LeastWanted - balance.Held)),
            { BlockWanted: true } => (BlockSize(left), 0),
            { WarmWanted: true } => (WarmSize(left), 4 * WarmSize(left)),
            _ => (0, 0m),
        };
        return new LeaseAsk(limit.CounterId, limit.Window.Seconds, balance.Window, limit.Max, amount, atLeast);
    }

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
        _takenAt = time.GetTimestamp();
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
