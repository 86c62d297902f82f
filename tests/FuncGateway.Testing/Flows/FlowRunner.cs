using System.Collections.Concurrent;
using FuncGateway.Gateway.Durable;

namespace FuncGateway.Testing.Flows;

/// <summary>
/// Flows in this process: replayed from the beginning at every step, activities at least once, events kept until they are waited for. What a durable
/// engine does, by the test's clock, and with what can go wrong there at hand.
/// </summary>
public sealed class FlowRunner(FlowCatalog catalog, TimeProvider time) : IFlows, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, FlowInstance> _instances = new();
    private readonly ConcurrentDictionary<string, Task> _running = new();
    private CancellationTokenSource _life = new();
    private bool _isDisposed;

    public TimeProvider Time => time;

    /// <summary>Every activity runs twice, as after a crash between its work and the note of it.</summary>
    public bool RunsActivitiesTwice { get; set; }

    /// <summary>Raised events vanish.</summary>
    public bool LosesEvents { get; set; }

    /// <summary>How much too early a wait ends.</summary>
    public TimeSpan TimersFireEarlyBy { get; set; }

    /// <summary>The engine does not answer.</summary>
    public bool Down { get; set; }

    public int Started => _instances.Count;

    public Task StartAsync(string flow, string instanceId, object input, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        var definition = catalog.FindFlow(flow) ?? throw new ArgumentException($"There is no flow '{flow}'.", nameof(flow));
        var added = new FlowInstance(definition, instanceId, FlowJson.Write(input), this);
        if (_instances.GetOrAdd(instanceId, added) == added)
        {
            Run(instanceId, added);
        }

        return Task.CompletedTask;
    }

    public Task RaiseAsync(string instanceId, string eventName, object payload, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        if (!LosesEvents && _instances.TryGetValue(instanceId, out var instance))
        {
            instance.Raise(eventName, FlowJson.Write(payload));
        }

        return Task.CompletedTask;
    }

    public IReadOnlyList<FlowStep> HistoryOf(string instanceId) => _instances.TryGetValue(instanceId, out var instance) ? instance.History : [];

    public bool IsOver(string instanceId) => _instances.TryGetValue(instanceId, out var instance) && instance.IsOver;

    /// <summary>The process dies wherever it is; histories and events stay.</summary>
    public async Task CrashAsync()
    {
        await _life.CancelAsync();
        foreach (var run in _running.Values)
        {
            await run.ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        _running.Clear();
    }

    /// <summary>Another process takes on what is not over.</summary>
    public void Restart()
    {
        _life = new CancellationTokenSource();
        foreach (var (id, instance) in _instances.Where(each => !each.Value.IsOver))
        {
            Run(id, instance);
        }
    }

    /// <summary>Throws what a flow threw.</summary>
    public Task CompletionOf(string instanceId) => _running.GetValueOrDefault(instanceId) ?? Task.CompletedTask;

    /// <summary>Once more does nothing: a container that knows it by two names disposes it twice.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            await CrashAsync();
            _life.Dispose();
        }
    }

    internal async Task<string> CallAsync(FlowOperation operation, CancellationToken cancellationToken)
    {
        var activity = catalog.FindActivity(operation.Name) ?? throw new InvalidOperationException($"There is no activity '{operation.Name}'.");
        if (RunsActivitiesTwice)
        {
            await activity.RunAsync(operation.Input, cancellationToken);
        }

        return await activity.RunAsync(operation.Input, cancellationToken);
    }

    private void Run(string id, FlowInstance instance)
    {
        var death = _life.Token;
        _running[id] = Task.Run(() => instance.RunAsync(death), CancellationToken.None);
    }

    private void ThrowIfDown()
    {
        if (Down)
        {
            throw new Gateway.StoreUnavailableException("The engine of flows was made not to answer.");
        }
    }
}
