namespace Microsoft.Azure.Functions.Worker;

/// <summary>Only its shape: the real one cannot be made outside the worker either.</summary>
public sealed class TaskEntityDispatcher
{
    internal TaskEntityDispatcher()
    {
    }

    internal Type? Dispatched { get; private set; }

    public Task DispatchAsync<T>()
    {
        Dispatched = typeof(T);
        return Task.CompletedTask;
    }
}
