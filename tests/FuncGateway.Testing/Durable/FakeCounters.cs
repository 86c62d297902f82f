using System.Collections.Concurrent;
using FuncGateway.Core;
using FuncGateway.Core.Limits;

namespace FuncGateway.Testing.Durable;

/// <summary>Real counters behind a simulated network, on which each signal has a given fate. Leases of different keys may use them at once.</summary>
public sealed class FakeCounters(TimeProvider time, Func<Fate> nextFate) : ICounters
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<CounterKey, RateCounterState?> _states = new();
    private readonly ConcurrentDictionary<CounterKey, RateCounterState?> _before = new();
    private readonly ConcurrentQueue<object> _sent = new();
    private int _reads;

    public FakeCounters(TimeProvider time)
        : this(time, () => Fate.Prompt)
    {
    }

    /// <summary>Every signal, in the order of sending.</summary>
    public IReadOnlyCollection<object> Sent => _sent;

    public IEnumerable<LeaseRequest> Leases => Sent.OfType<LeaseRequest>();

    public IEnumerable<ReturnRequest> Returns => Sent.OfType<ReturnRequest>();

    /// <summary>Called when a reset has been carried out.</summary>
    public Action<ResetRequest> WasReset { get; set; } = _ => { };

    public int Reads => Volatile.Read(ref _reads);

    public RateCounterState? StateOf(CounterKey key) => _states.GetValueOrDefault(key);

    public Task SignalAsync(CounterKey key, LeaseRequest request, CancellationToken cancellationToken) =>
        SendAsync(key, request, state => RateCounter.Lease(state, request, time.GetUtcNow()).Next);

    public Task SignalAsync(CounterKey key, ReturnRequest request, CancellationToken cancellationToken) =>
        SendAsync(key, request, state => RateCounter.Return(state, request, time.GetUtcNow()));

    public Task SignalAsync(CounterKey key, ResetRequest request, CancellationToken cancellationToken) =>
        SendAsync(key, request, state =>
        {
            var next = RateCounter.Reset(state, request, time.GetUtcNow());
            if (next?.HasReset(request.Id) == true && state?.HasReset(request.Id) != true)
            {
                WasReset(request);
            }

            return next;
        });

    public Task<RateCounterState?> ReadAsync(CounterKey key, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        var fate = nextFate();
        return fate.Fails
            ? Task.FromException<RateCounterState?>(new StoreUnavailableException("The store is away."))
            : fate.ReadsBroken ? Task.FromResult<RateCounterState?>(new RateCounterState { Holders = null! })
            : Task.FromResult((fate.ReadsOld ? _before : _states).GetValueOrDefault(key));
    }

    private Task SendAsync(CounterKey key, object request, Func<RateCounterState?, RateCounterState?> operation)
    {
        _sent.Enqueue(request);
        var fate = nextFate();
        foreach (var delay in fate.Arrivals)
        {
            _ = ArriveAsync(delay, key, operation);
        }

        return fate.Fails ? Task.FromException(new StoreUnavailableException("The store is away."))
            : fate.Hangs ? new TaskCompletionSource().Task
            : Task.CompletedTask;
    }

    private async Task ArriveAsync(TimeSpan delay, CounterKey key, Func<RateCounterState?, RateCounterState?> operation)
    {
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, time);
        }

        lock (_gate)
        {
            var before = StateOf(key);
            _before[key] = before;
            _states[key] = operation(before);
        }
    }
}
