using System.Collections.Concurrent;
using FuncGateway.Core;
using FuncGateway.Core.Approvals;

namespace FuncGateway.Testing.Durable;

/// <summary>Counts the flows that are started, and runs them if the test provides a way.</summary>
/// <param name="run">Runs the orchestration of an instance. If null, flows are only counted.</param>
public sealed class FakeFlows(Func<string, object, FakeFlow>? run = null) : IFlows
{
    private readonly ConcurrentDictionary<string, FakeFlow?> _instances = new();

    /// <summary>Whether the engine does not answer.</summary>
    public bool Down { get; set; }

    /// <summary>Whether raised events are lost.</summary>
    public bool LosesEvents { get; set; }

    /// <summary>If set, this is done when the next flow has been started, before its caller goes on.</summary>
    public Func<string, Task>? AfterNextStart { get; set; }

    public int Started => _instances.Count;

    public FakeFlow Get(string instanceId) => _instances.GetValueOrDefault(instanceId) ?? throw new InvalidOperationException($"Flow '{instanceId}' was not started.");

    public async Task StartAsync(string flow, string instanceId, object input, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        _instances.GetOrAdd(instanceId, id => run?.Invoke(id, input));
        if (AfterNextStart is { } after)
        {
            AfterNextStart = null;
            await after(instanceId);
        }
    }

    public Task RaiseAsync(string instanceId, string eventName, object? payload, CancellationToken cancellationToken)
    {
        ThrowIfDown();
        if (!LosesEvents && _instances.GetValueOrDefault(instanceId) is { } instance)
        {
            instance.Context.Raise(eventName, payload);
        }

        return Task.CompletedTask;
    }

    private void ThrowIfDown()
    {
        if (Down)
        {
            throw new StoreUnavailableException("The durable engine was made not to answer.");
        }
    }
}

/// <summary>One orchestration that runs on a <see cref="FakeOrchestration"/>.</summary>
public sealed record FakeFlow(FakeOrchestration Context, Task Completion);
