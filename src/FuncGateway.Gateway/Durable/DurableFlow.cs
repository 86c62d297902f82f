using Microsoft.DurableTask;

namespace FuncGateway.Gateway.Durable;

/// <summary>A flow as an orchestration: everything it waits for stands in the history that it is replayed from.</summary>
public sealed class DurableFlow(TaskOrchestrationContext context) : IFlow
{
    public string InstanceId => context.InstanceId;

    public DateTimeOffset Now => new(DateTime.SpecifyKind(context.CurrentUtcDateTime, DateTimeKind.Utc));

    public async Task<T?> WaitForAsync<T>(string eventName, TimeSpan atMost)
        where T : class
    {
        try
        {
            return await context.WaitForExternalEvent<T>(eventName, atMost);
        }
        catch (OperationCanceledException)
        {
            // The timer came first. Nothing else cancels the wait: it is given no token.
            return null;
        }
    }

    public Task SleepAsync(TimeSpan duration) => context.CreateTimer(duration, CancellationToken.None);

    public async Task<TResult> CallAsync<TResult>(string activity, object input, ActivityRetry retry)
    {
        try
        {
            return await context.CallActivityAsync<TResult>(activity, input, OptionsOf(retry));
        }
        catch (TaskFailedException e)
        {
            throw new ActivityFailedException($"Activity '{activity}' failed, tried at most {retry.Attempts} times.", e);
        }
    }

    // One attempt is no retry policy at all: a policy would ask for a first interval above zero.
    private static TaskOptions? OptionsOf(ActivityRetry retry) =>
        retry.Attempts <= 1
            ? null
            : TaskOptions.FromRetryPolicy(new RetryPolicy(retry.Attempts, retry.First, backoffCoefficient: 2, maxRetryInterval: retry.Longest));
}
