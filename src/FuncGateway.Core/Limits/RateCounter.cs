namespace FuncGateway.Core.Limits;

/// <summary>
/// The state transitions of a counter, as pure functions. Never more than what is left of each window is issued, to any holder and for any number of requests. Messages arrive
/// at least once, in any order and up to minutes late; sequence numbers and the lower bound on windows make that safe.
/// </summary>
public static class RateCounter
{
    // A reply is kept for at least this long, even one that issued nothing, because its holder still has to read it.
    private const long ReplySeconds = 60;

    public static (RateCounterState Next, LeaseReply Reply) Lease(RateCounterState? state, LeaseRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request.Asks);
        var current = state ?? new RateCounterState();
        var holder = current.FindHolder(request.Holder);
        if (request.Sequence <= holder?.Sequence)
        {
            return (current, current.FindReply(request) ?? RateCounterState.Reply(request, new decimal[request.Asks.Count]));
        }

        var seen = Math.Max(current.Seen, now.ToUnixTimeSeconds());
        var issued = current.Issued.Where(row => RateCounterState.ClosesAt(row.WindowSeconds, row.Window) > seen).ToList();
        var amounts = request.Asks.Select(ask => Issue(issued, ask, seen)).ToArray();
        var until = request.Asks.Where(ask => IsOpen(ask, seen)).Select(ask => RateCounterState.ClosesAt(ask.WindowSeconds, ask.Window));
        var answered = new HolderReply(request.Holder, request.Sequence, until.Append(holder?.Until ?? 0).Append(seen + ReplySeconds).Max(), amounts);
        var next = new RateCounterState { Seen = seen, Issued = issued, Holders = WithHolder(current, answered, seen) };
        return (next, RateCounterState.Reply(request, amounts));
    }

    public static RateCounterState? Return(RateCounterState? state, ReturnRequest request, DateTimeOffset now)
    {
        // An unknown holder either received nothing in a window that is still open, or was dropped together with all its windows.
        if (state?.FindHolder(request.Holder) is not { } holder || request.Sequence <= holder.Sequence)
        {
            return state;
        }

        var seen = Math.Max(state.Seen, now.ToUnixTimeSeconds());
        var row = state.Issued.FirstOrDefault(each => (each.Counter, each.WindowSeconds, each.Window) == (request.Counter, request.WindowSeconds, request.Window));
        if (row is null || request.Amount <= 0 || request.Window < seen / request.WindowSeconds)
        {
            return state;
        }

        var left = row with { Amount = Math.Max(0, row.Amount - request.Amount) };
        return state with
        {
            Seen = seen,
            Issued = [.. state.Issued.Select(each => ReferenceEquals(each, row) ? left : each)],
            Holders = WithHolder(state, holder with { Sequence = request.Sequence, Amounts = [] }, seen),
        };
    }

    /// <summary>Returns null, which deletes the state, once every window has passed. Runs as an operation of the entity, so that no lease can come between the check and the deletion.</summary>
    public static RateCounterState? Forget(RateCounterState? state, DateTimeOffset now) => state?.IsSpent(now) == false ? state : null;

    private static decimal Issue(List<LeasedPermits> issued, LeaseAsk ask, long seen)
    {
        if (!IsOpen(ask, seen))
        {
            return 0;
        }

        var at = issued.FindIndex(row => (row.Counter, row.WindowSeconds, row.Window) == (ask.Counter, ask.WindowSeconds, ask.Window));
        var taken = at < 0 ? 0 : issued[at].Amount;
        // The maximum may have been lowered below what has already been issued.
        var left = Math.Max(0, ask.Max - taken);
        var amount = left < ask.AtLeast ? 0 : Math.Max(0, Math.Min(ask.Amount, left));
        if (amount > 0 && at < 0)
        {
            issued.Add(new LeasedPermits(ask.Counter, ask.WindowSeconds, ask.Window, amount));
        }
        else if (amount > 0)
        {
            issued[at] = issued[at] with { Amount = taken + amount };
        }

        return amount;
    }

    /// <summary>Whether permits may be issued for the window: the previous one, for holders whose clock is slightly behind; the current one; the next one, for leases ahead of time.</summary>
    private static bool IsOpen(LeaseAsk ask, long seen) =>
        ask.WindowSeconds > 0 && seen / ask.WindowSeconds is var current && ask.Window >= current - 1 && ask.Window <= current + 1;

    private static IReadOnlyList<HolderReply> WithHolder(RateCounterState state, HolderReply changed, long seen) =>
        [.. state.Holders.Where(each => each.Holder != changed.Holder && each.Until > seen), changed];
}
