using FuncGateway.Gateway.Durable;

namespace FuncGateway.Testing.Flows;

/// <summary>One flow: its history, the events that came for it, and the loop that takes it on.</summary>
internal sealed class FlowInstance(FlowDefinition flow, string id, string input, FlowRunner runner)
{
    private readonly Lock _gate = new();
    private readonly List<FlowStep> _history = [];
    private readonly List<(string Name, string Payload)> _inbox = [];
    private readonly DateTimeOffset _startedAt = runner.Time.GetUtcNow();
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsOver { get; private set; }

    public IReadOnlyList<FlowStep> History
    {
        get
        {
            lock (_gate)
            {
                return [.. _history];
            }
        }
    }

    public void Raise(string name, string payload)
    {
        lock (_gate)
        {
            _inbox.Add((name, payload));
            _arrived.TrySetResult();
            _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Takes the flow on until it ends, or until the process is made to die.</summary>
    public async Task RunAsync(CancellationToken death)
    {
        while (true)
        {
            var replay = new ReplayedFlow(id, _startedAt, History);
            var run = flow.RunAsync(replay, input);
            if (replay.Next is not { } next)
            {
                await run;
                IsOver = true;
                return;
            }

            var step = await PerformAsync(next.Operation, next.Retry, replay.Now, death);
            lock (_gate)
            {
                _history.Add(step);
            }
        }
    }

    private async Task<FlowStep> PerformAsync(FlowOperation operation, ActivityRetry retry, DateTimeOffset since, CancellationToken death)
    {
        switch (operation.Kind)
        {
            case FlowOperationKind.Activity:
                return await CallAsync(operation, retry, death);
            case FlowOperationKind.Wait:
                return await WaitAsync(operation, since, death);
            default:
                var remaining = since + operation.AtMost - runner.Time.GetUtcNow();
                await Task.Delay(remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero, runner.Time, death);
                return new FlowStep(operation, runner.Time.GetUtcNow(), null);
        }
    }

    private async Task<FlowStep> CallAsync(FlowOperation operation, ActivityRetry retry, CancellationToken death)
    {
        var pause = retry.First;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var result = await runner.CallAsync(operation, death);
                return new FlowStep(operation, runner.Time.GetUtcNow(), result);
            }
            catch (Gateway.StoreUnavailableException)
            {
                if (attempt >= retry.Attempts)
                {
                    return new FlowStep(operation, runner.Time.GetUtcNow(), null, IsFailure: true);
                }
            }

            await Task.Delay(pause, runner.Time, death);
            pause = pause * 2 < retry.Longest ? pause * 2 : retry.Longest;
        }
    }

    private async Task<FlowStep> WaitAsync(FlowOperation operation, DateTimeOffset since, CancellationToken death)
    {
        // By the flow's own time: a wait does not begin anew when another process takes it on.
        var end = since + operation.AtMost - runner.TimersFireEarlyBy;
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                var at = _inbox.FindIndex(each => each.Name == operation.Name);
                if (at >= 0)
                {
                    var payload = _inbox[at].Payload;
                    _inbox.RemoveAt(at);
                    return new FlowStep(operation, runner.Time.GetUtcNow(), payload);
                }

                arrived = _arrived.Task;
            }

            var remaining = end - runner.Time.GetUtcNow();
            if (remaining <= TimeSpan.Zero)
            {
                return new FlowStep(operation, runner.Time.GetUtcNow(), null);
            }

            using var timer = CancellationTokenSource.CreateLinkedTokenSource(death);
            await Task.WhenAny(arrived, Task.Delay(remaining, runner.Time, timer.Token));
            await timer.CancelAsync();
            death.ThrowIfCancellationRequested();
        }
    }
}
