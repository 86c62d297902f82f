using FuncGateway.Azure.Durable;
using FuncGateway.Gateway;
using FuncGateway.Gateway.Durable;

namespace FuncGateway.LocalHost.Runtime;

/// <summary>
/// One run of a flow in this process, as the flow sees it: one step at a time. When the process must not go on with it, its next step never
/// returns, so the flow's code cannot mistake that for something that happened.
/// </summary>
internal sealed class FlowRun(string instanceId, FlowSteps steps, CancellationToken stopping) : IFlow
{
    private readonly TaskCompletionSource<FlowHaltException> _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _busy;

    public string InstanceId => instanceId;

    public DateTimeOffset Now { get; private set; }

    /// <summary>The flow's own failure, or null when it came to its end.</summary>
    /// <exception cref="FlowHaltException">It is not to go on here.</exception>
    public async Task<Exception?> RunAsync(FlowDefinition definition)
    {
        var started = steps.Start();
        Now = started.At;
        var flow = Task.Run(() => definition.RunAsync(this, started.Json ?? ""), CancellationToken.None);
        if (await Task.WhenAny(flow, _halted.Task) == _halted.Task)
        {
            throw await _halted.Task;
        }

        return flow.IsCompletedSuccessfully ? null : flow.Exception?.InnerException ?? new OperationCanceledException("The flow cancelled itself.");
    }

    public async Task<T?> WaitForAsync<T>(string eventName, TimeSpan atMost)
        where T : class
    {
        var entry = await StepAsync(() => steps.WaitAsync(eventName, Now + atMost));
        return entry.Kind == FlowEntryKind.EventTaken ? FlowJson.Read<T>(entry.Json ?? "") : null;
    }

    public Task SleepAsync(TimeSpan duration) => StepAsync(() => steps.SleepAsync(Now + duration));

    public async Task<TResult> CallAsync<TResult>(string activity, object input, ActivityRetry retry)
    {
        var json = FlowTable.Check(FlowJson.Write(input));
        var entry = await StepAsync(() => steps.CallAsync(activity, json, retry));
        return entry.Kind == FlowEntryKind.Succeeded
            ? FlowJson.Read<TResult>(entry.Json ?? "")
            : throw new ActivityFailedException($"Activity '{activity}' failed, tried at most {retry.Attempts} times.");
    }

    private async Task<FlowEntry> StepAsync(Func<Task<FlowEntry>> step)
    {
        if (Interlocked.Exchange(ref _busy, 1) == 1)
        {
            throw new InvalidOperationException("A flow does one thing at a time: await each step before the next.");
        }

        try
        {
            var entry = await step();
            Now = entry.At;
            return entry;
        }
        catch (Exception e) when (e is FlowHaltException or StoreUnavailableException || (e is OperationCanceledException && stopping.IsCancellationRequested))
        {
            _halted.TrySetResult(e as FlowHaltException ?? new FlowHaltException(e.Message, e));
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }

        return await new TaskCompletionSource<FlowEntry>().Task;
    }
}
