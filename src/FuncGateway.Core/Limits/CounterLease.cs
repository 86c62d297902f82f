using FuncGateway.Policies.Limits;

namespace FuncGateway.Core.Limits;

/// <summary>
/// The permits of one scope key. Sends all requests of this process to its counter, one at a time, because the counter
/// stores one reply per holder. Demand that arrives in the meantime is combined into the next request.
/// </summary>
/// <param name="key">The counter that issues the permits.</param>
/// <param name="holder">State common to all leases of the process.</param>
internal sealed class CounterLease(CounterKey key, LeaseHolder holder)
{
    private readonly Dictionary<(string Counter, int WindowSeconds, decimal Max), PermitSlot> _slots = [];
    private readonly Queue<(LeaseAsk Of, int? Resets)> _returns = [];
    private readonly HashSet<TaskCompletionSource<bool>> _waiting = [];
    private bool _running;

    /// <summary>Whether a request is in flight.</summary>
    public bool IsBusy => _running;

    public bool IsIdle => !_running && _slots.Count == 0;

    public PermitSlot Slot(Limit limit)
    {
        var name = (limit.CounterId, limit.Window.Seconds, limit.Max);
        if (!_slots.TryGetValue(name, out var slot))
        {
            _slots.Add(name, slot = new PermitSlot(limit, holder));
        }

        return slot;
    }

    /// <summary>Requests the wanted permits from the counter in the background. Call it under the lock, after registering demand.</summary>
    public void Start()
    {
        if (_running || holder.Stopping.IsCancellationRequested)
        {
            return;
        }

        _running = true;
        if (ExecutionContext.IsFlowSuppressed())
        {
            _ = RunAsync();
            return;
        }

        // The background work outlives the request that triggered it and must not be attributed to its trace.
        using (ExecutionContext.SuppressFlow())
        {
            _ = RunAsync();
        }
    }

    /// <summary>Returns a source that is set to true when the next request has been answered or abandoned, whichever limit it was for, and to false if it cannot be.</summary>
    public TaskCompletionSource<bool> Wait()
    {
        var wait = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(wait);
        return wait;
    }

    /// <summary>Returns the permits of a released call in the background.</summary>
    /// <param name="resets">How many resets of the window were known when they were taken.</param>
    public void Return(LeaseAsk released, int resets)
    {
        _returns.Enqueue((released, resets));
        Start();
    }

    public void Forget(TaskCompletionSource<bool> wait) => _waiting.Remove(wait);

    public void Tick(DateTimeOffset now)
    {
        var wanted = false;
        foreach (var (name, slot) in _slots)
        {
            slot.DropPassed(now);
            wanted |= slot.TryWantNextWindow(holder.Options.LeaseAheadBy, now);
            if (slot.UnusedFor < holder.Options.ReturnUnusedAfter)
            {
                continue;
            }

            wanted |= slot.TryWantReport(now);
            foreach (var unused in slot.TakeAll())
            {
                _returns.Enqueue((unused, null));
                wanted = true;
            }

            if (slot.IsIdle && slot.UnusedFor >= LeaseHolder.ForgetAfter)
            {
                _slots.Remove(name);
            }
        }

        if (wanted)
        {
            Start();
        }
    }

    private async Task RunAsync()
    {
        // Run off the calling request's thread.
        await Task.Yield();
        await holder.Loop.RunAsync(_ => SendAllAsync(), RefuseWaiters, holder.Stopping);
    }

    private async Task SendAllAsync()
    {
        while (Next() is { } send)
        {
            await send();
        }
    }

    // Permits of a request that was cut off stay issued: they are unavailable until the window ends, and are not spent.
    private void RefuseWaiters()
    {
        lock (holder.Gate)
        {
            WakeWaiters(isAnswered: false);
            foreach (var slot in _slots.Values)
            {
                slot.AbandonAll();
            }
        }
    }

    private Func<Task>? Next()
    {
        lock (holder.Gate)
        {
            var asks = new List<(PermitSlot Slot, LeaseAsk Ask)>();
            foreach (var slot in _slots.Values)
            {
                slot.Collect(asks);
            }

            if (asks.Count > 0)
            {
                List<(PermitSlot Slot, LeaseAsk Ask)> reported = [.. asks.Select(each => (each.Slot, each.Ask with { Held = Report(each.Ask) }))];
                return () => LeaseAsync(reported);
            }

            if (_returns.TryDequeue(out var unused))
            {
                var of = unused.Of with { Held = Report(unused.Of) };
                return () => ReturnAsync(of, unused.Resets);
            }

            _running = false;
            // A call may be waiting for a window that passed before its permits were requested.
            WakeWaiters();
            return null;
        }
    }

    /// <summary>Returns what is held for the window of the request, and notes that the counter is told.</summary>
    private decimal Report(LeaseAsk ask)
    {
        var number = holder.NextReport();
        foreach (var slot in _slots.Values)
        {
            slot.Reported(ask, number);
        }

        // What no call took is held until its return has been sent, because the counter subtracts it only then.
        var waiting = _returns.Where(each => each.Resets is null && (each.Of.Counter, each.Of.WindowSeconds, each.Of.Window) == (ask.Counter, ask.WindowSeconds, ask.Window));
        return _slots.Values.Sum(slot => slot.HeldOf(ask)) + waiting.Sum(each => each.Of.Amount);
    }

    private async Task LeaseAsync(List<(PermitSlot Slot, LeaseAsk Ask)> asks)
    {
        var request = new LeaseRequest(holder.Id, holder.NextSequence(), [.. asks.Select(each => each.Ask)]);
        var state = await holder.Client.LeaseAsync(key, request, holder.Stopping);
        var reply = state?.FindReply(request);
        lock (holder.Gate)
        {
            var now = holder.Time.GetUtcNow();
            for (var index = 0; index < asks.Count; index++)
            {
                var (slot, ask) = asks[index];
                if (state is null || reply is null)
                {
                    slot.Abandon(ask);
                    continue;
                }

                var left = Math.Max(0, ask.Max - state.IssuedIn(ask.Counter, ask.WindowSeconds, ask.Window));
                slot.Deposit(ask, reply.Permits[index].Amount, left, state.ResetsIn(ask.Counter, ask.WindowSeconds, ask.Window), now);
            }

            WakeWaiters();
        }
    }

    private Task ReturnAsync(LeaseAsk of, int? resets) =>
        holder.Client.ReturnAsync(key, new ReturnRequest(holder.Id, holder.NextSequence(), of.Counter, of.WindowSeconds, of.Window, of.Amount, of.Held, resets), holder.Stopping);

    private void WakeWaiters(bool isAnswered = true)
    {
        foreach (var wait in _waiting)
        {
            wait.TrySetResult(isAnswered);
        }

        _waiting.Clear();
    }
}
