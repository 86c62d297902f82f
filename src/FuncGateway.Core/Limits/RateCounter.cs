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
        var amounts = request.Asks.Select((ask, index) => Issue(issued, request, index, seen)).ToArray();
        var until = request.Asks.Where(ask => IsOpen(ask, seen)).Select(ask => RateCounterState.ClosesAt(ask.WindowSeconds, ask.Window));
        var answered = new HolderReply(request.Holder, request.Sequence, until.Append(holder?.Until ?? 0).Append(seen + ReplySeconds).Max(), amounts);
        var next = new RateCounterState { Seen = seen, Issued = issued, Holders = WithHolder(current, answered, seen), Resets = current.ResetsAfter(seen) };
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
        var row = state.Find(request.Counter, request.WindowSeconds, request.Window);
        if (row is null || (request.Resets is { } known && known != row.Resets) || request.Amount <= 0 || request.Window < seen / request.WindowSeconds)
        {
            return state;
        }

        var outstanding = request.Held ?? Math.Max(0, row.OutstandingOf(holder.Holder) - request.Amount);
        var left = row.With(Math.Max(0, row.Amount - request.Amount), holder.Holder, outstanding);
        return state with
        {
            Seen = seen,
            Issued = [.. state.Issued.Select(each => ReferenceEquals(each, row) ? left : each)],
            Holders = WithHolder(state, holder with { Sequence = request.Sequence, Amounts = [] }, seen),
        };
    }

    /// <summary>
    /// Begins the count of a window again. What holders may still spend stays counted, so from now on at most the maximum is spent in the window: what is out
    /// already, and what is issued from what is left then.
    /// </summary>
    public static RateCounterState? Reset(RateCounterState? state, ResetRequest request, DateTimeOffset now)
    {
        var current = state ?? new RateCounterState();
        var seen = Math.Max(current.Seen, now.ToUnixTimeSeconds());
        if (current.HasReset(request.Id) || !IsOpen(request.WindowSeconds, request.Window, seen))
        {
            return state;
        }

        return current with
        {
            Seen = seen,
            Issued = [.. current.Issued.Select(row => row.IsOf(request.Counter, request.WindowSeconds, request.Window) ? row.Reset() : row)],
            Resets = [.. current.ResetsAfter(seen) ?? [], new ResetSeen(request.Id, RateCounterState.ClosesAt(request.WindowSeconds, request.Window))],
        };
    }

    /// <summary>Returns null, which deletes the state, once every window has passed. Runs as an operation of the entity, so that no lease can come between the check and the deletion.</summary>
    public static RateCounterState? Forget(RateCounterState? state, DateTimeOffset now) => state?.IsSpent(now) == false ? state : null;

    private static decimal Issue(List<IssuedPermits> issued, LeaseRequest request, int index, long seen)
    {
        var ask = request.Asks[index];
        if (!IsOpen(ask, seen))
        {
            return 0;
        }

        var at = issued.FindIndex(row => row.IsOf(ask.Counter, ask.WindowSeconds, ask.Window));
        var row = at < 0 ? new IssuedPermits(ask.Counter, ask.WindowSeconds, ask.Window, 0, new Dictionary<string, decimal>()) : issued[at];
        var taken = row.Amount;
        // The maximum may have been lowered below what has already been issued.
        var left = Math.Max(0, ask.Max - taken);
        var amount = left < ask.AtLeast ? 0 : Math.Max(0, Math.Min(ask.Amount, left));
        // What the holder reports precedes the whole request, so only its first ask for the window replaces what was known.
        var isReported = ask.Held is not null && !request.Asks.Take(index).Any(other => row.IsOf(other.Counter, other.WindowSeconds, other.Window));
        var outstanding = (isReported ? ask.Held ?? 0 : row.OutstandingOf(request.Holder)) + amount;
        row = row.With(taken + amount, request.Holder, outstanding);
        if (at >= 0)
        {
            issued[at] = row;
        }
        else if (amount > 0)
        {
            issued.Add(row);
        }

        return amount;
    }

    /// <summary>Whether permits may be issued for the window: the previous one, for holders whose clock is slightly behind; the current one; the next one, for leases ahead of time.</summary>
    private static bool IsOpen(LeaseAsk ask, long seen) => IsOpen(ask.WindowSeconds, ask.Window, seen);

    private static bool IsOpen(int windowSeconds, long window, long seen) =>
        windowSeconds > 0 && seen / windowSeconds is var current && window >= current - 1 && window <= current + 1;

    private static IReadOnlyList<HolderReply> WithHolder(RateCounterState state, HolderReply changed, long seen) =>
        [.. state.Holders.Where(each => each.Holder != changed.Holder && each.Until > seen), changed];
}
