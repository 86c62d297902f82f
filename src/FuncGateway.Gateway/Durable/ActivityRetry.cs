namespace FuncGateway.Gateway.Durable;

/// <summary>How often an activity is tried, and how long is waited between the tries: first, then twice as long each time.</summary>
public sealed record ActivityRetry(int Attempts, TimeSpan First, TimeSpan Longest)
{
    public static ActivityRetry None { get; } = new(1, TimeSpan.Zero, TimeSpan.Zero);
}
