using FuncGateway.Gateway.Durable;

namespace FuncGateway.Testing.Flows;

/// <summary>
/// A flow run from its history. Where the history ends the flow stops for good, and says what it would do next; so every step of every test replays
/// the flow from its beginning, and one that does anything else than before is found out.
/// </summary>
internal sealed class ReplayedFlow(string instanceId, DateTimeOffset startedAt, IReadOnlyList<FlowStep> history) : IFlow
{
    private int _replayed;

    public string InstanceId => instanceId;

    public DateTimeOffset Now { get; private set; } = startedAt;

    /// <summary>What the flow waits for; null when it has ended.</summary>
    public (FlowOperation Operation, ActivityRetry Retry)? Next { get; private set; }

    public async Task<T?> WaitForAsync<T>(string eventName, TimeSpan atMost)
        where T : class
    {
        var step = await StepAsync(new FlowOperation(FlowOperationKind.Wait, eventName, "", atMost), ActivityRetry.None);
        return step.Result is { } json ? FlowJson.Read<T>(json) : null;
    }

    public Task SleepAsync(TimeSpan duration) => StepAsync(new FlowOperation(FlowOperationKind.Sleep, "", "", duration), ActivityRetry.None);

    public async Task<TResult> CallAsync<TResult>(string activity, object input, ActivityRetry retry)
    {
        var step = await StepAsync(new FlowOperation(FlowOperationKind.Activity, activity, FlowJson.Write(input), TimeSpan.Zero), retry);
        return step is { IsFailure: false, Result: { } json } ? FlowJson.Read<TResult>(json) : throw new ActivityFailedException($"{activity} failed.");
    }

    private Task<FlowStep> StepAsync(FlowOperation operation, ActivityRetry retry)
    {
        if (_replayed == history.Count)
        {
            Next = (operation, retry);
            return new TaskCompletionSource<FlowStep>().Task;
        }

        var step = history[_replayed++];
        if (step.Operation != operation)
        {
            throw new InvalidOperationException($"The flow is not deterministic: it did {step.Operation}, and in the replay it does {operation}.");
        }

        Now = step.At;
        return Task.FromResult(step);
    }
}
