namespace FuncGateway.Gateway.Durable;

/// <summary>
/// What a flow may do. A flow is replayed from its history after a restart, so it reads the time, waits and acts only through this;
/// everything it does to the outside is an activity, and an activity may run more than once.
/// </summary>
public interface IFlow
{
    /// <summary>The instance this flow runs as.</summary>
    string InstanceId { get; }

    /// <summary>The time of the current step, the same at every replay.</summary>
    DateTimeOffset Now { get; }

    /// <summary>The next event of that name, or null when <paramref name="atMost"/> has passed. A timer may fire up to 1 s early.</summary>
    Task<T?> WaitForAsync<T>(string eventName, TimeSpan atMost)
        where T : class;

    Task SleepAsync(TimeSpan duration);

    /// <summary>Runs an activity, again with back-off when it fails, at most as often as <paramref name="retry"/> says.</summary>
    /// <exception cref="ActivityFailedException">It failed every time.</exception>
    Task<TResult> CallAsync<TResult>(string activity, object input, ActivityRetry retry);
}
