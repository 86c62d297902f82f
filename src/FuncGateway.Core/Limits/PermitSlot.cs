using FuncGateway.Policies.Limits;

namespace FuncGateway.Core.Limits;

/// <summary>
/// The permits this process holds of one counter under one maximum, by window. Must be accessed under the lock. The maximum is part of a slot's
/// identity: a call is admitted only with permits that were issued under the maximum that applies to it, even while a policy is being edited
/// or when two policies of a server share a counter.
/// </summary>
internal sealed class PermitSlot(Limit limit, LeaseHolder holder)
{
    // Enough for an agent's first calls; after that the size follows recent use.
    private const decimal FirstBlock = 8;
    private static readonly TimeSpan UseSpan = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = holder.Time;
    private readonly List<PermitBalance> _balances = [];
    private decimal _use;
    private decimal _useBefore;
    private long _useSince = holder.Time.GetTimestamp();
    private long _takenAt = holder.Time.GetTimestamp();
    private long _receivedAt = holder.Time.GetTimestamp();

    public bool IsIdle => _balances.TrueForAll(balance => balance.IsIdle);

    /// <summary>
    /// How long no call has taken a permit. Only that counts as use: calls that are denied must not keep others from the permits. Permits that have just
    /// been received have not been unused before.
    /// </summary>
    public TimeSpan UnusedFor => _time.GetElapsedTime(Math.Max(_takenAt, _receivedAt));

    public bool IsShort(decimal amount, DateTimeOffset now) => amount < 0 || At(limit.Window.IndexOf(now)).Held < amount;

    /// <summary>Takes an amount that is available. Returns whether the next block should be requested in the background.</summary>
    public bool Take(decimal amount, DateTimeOffset now)
    {
        var balance = At(limit.Window.IndexOf(now));
        balance.Held -= amount;
        (balance.Used, balance.IsUnreported) = (true, true);
        Use(amount);
        balance.BlockWanted |= balance.IsLow;
        return balance.BlockWanted;
    }

    /// <summary>
    /// Puts back the amount of a released reservation, into the window it was taken from. If what is held has been reported since, the counter counts the amount as
    /// spent, and only the counter can put it back: after a reset, it must not.
    /// </summary>
    /// <param name="takenAfter">The number of the latest report when it was taken.</param>
    /// <returns>What must be returned to the counter, and the number of resets it was taken after; null if nothing.</returns>
    public (LeaseAsk Of, int Resets)? PutBack(decimal amount, DateTimeOffset takenAt, long takenAfter)
    {
        var balance = At(limit.Window.IndexOf(takenAt));
        if (takenAfter >= balance.ReportedAt)
        {
            balance.Held += amount;
            return null;
        }

        if (takenAfter < balance.ResetsKnownAt)
        {
            return null;
        }

        // Unknown from now on, so that the next call asks the counter.
        balance.Left = null;
        return (new LeaseAsk(limit.CounterId, limit.Window.Seconds, balance.Window, limit.Max, amount), balance.Resets);
    }

    /// <summary>What is held for a window of the counter. The counters of other slots may be the same, under another maximum.</summary>
    public decimal HeldOf(LeaseAsk ask) => IsOf(ask) ? _balances.Find(balance => balance.Window == ask.Window)?.Held ?? 0 : 0;

    public void Reported(LeaseAsk ask, long number)
    {
        if (IsOf(ask))
        {
            _balances.Find(balance => balance.Window == ask.Window)?.Reported(number);
        }
    }

    /// <summary>
    /// Marks a counter that is full to be told that the last permits have been spent, so that a reset does not count them as held. While more is left, the next
    /// request tells it.
    /// </summary>
    public bool TryWantReport(DateTimeOffset now)
    {
        var balance = At(limit.Window.IndexOf(now));
        balance.LeftWanted |= balance is { IsUnreported: true, InFlight: false, Held: 0, Left: 0 };
        return balance.LeftWanted;
    }

    /// <summary>Whether, as far as is known, this window has too little left for the amount.</summary>
    /// <param name="freshFor">How long a reply with a remainder that is too small counts.</param>
    public bool IsFull(decimal amount, TimeSpan freshFor, DateTimeOffset now) =>
        amount < 0 || amount > limit.Max || (At(limit.Window.IndexOf(now)) is var balance && balance.IsKnownShort(amount) && IsFresh(balance, freshFor));

    /// <summary>Whether the last reply, however old, left too little for the amount.</summary>
    public bool WasFull(decimal amount, DateTimeOffset now) => At(limit.Window.IndexOf(now)).IsKnownShort(amount);

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
                balance.Asked(_time.GetTimestamp());
            }
        }
    }

    /// <param name="left">What was left afterwards.</param>
    /// <param name="resets">How many times the window has been reset.</param>
    public void Deposit(LeaseAsk ask, decimal amount, decimal left, int resets, DateTimeOffset now)
    {
        if (ask.Window < limit.Window.IndexOf(now))
        {
            Abandon(ask);
            return;
        }

        var balance = At(ask.Window);
        balance.Held += amount;
        balance.Learn(resets, holder.NextReport());
        balance.Left = amount >= ask.Amount || (amount == 0 && left < ask.AtLeast) ? left : 0;
        balance.Answered();
        balance.KnownAt = _time.GetTimestamp();
        if (amount > 0)
        {
            balance.Block = amount;
            _receivedAt = holder.Time.GetTimestamp();
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
    public IEnumerable<LeaseAsk> TakeAll()
    {
        foreach (var balance in _balances.Where(balance => balance.Held > 0 && !balance.InFlight))
        {
            var amount = balance.Held;
            (balance.Held, balance.Left, balance.Block) = (0, balance.Left + amount, 0);
            yield return new LeaseAsk(limit.CounterId, limit.Window.Seconds, balance.Window, limit.Max, amount);
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

    private bool IsFresh(PermitBalance balance, TimeSpan freshFor) => balance.KnownAt is { } at && _time.GetElapsedTime(at) < freshFor;

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

    private bool IsOf(LeaseAsk ask) => ask.Counter == limit.CounterId && ask.WindowSeconds == limit.Window.Seconds;

    private PermitBalance At(long window)
    {
        foreach (var balance in _balances)
        {
            if (balance.Window == window)
            {
                return balance;
            }
        }

        var added = new PermitBalance(window, holder.NextReport());
        _balances.Add(added);
        return added;
    }

    private void Use(decimal amount)
    {
        RotateUse();
        _use += amount;
        _takenAt = holder.Time.GetTimestamp();
    }

    private void RotateUse()
    {
        var spans = _time.GetElapsedTime(_useSince) / UseSpan;
        if (spans >= 1)
        {
            (_useBefore, _use, _useSince) = (spans < 2 ? _use : 0, 0, _time.GetTimestamp());
        }
    }
}
