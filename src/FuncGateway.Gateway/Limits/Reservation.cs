namespace FuncGateway.Gateway.Limits;

/// <summary>What a call took from its counters. Kept unless released.</summary>
public sealed class Reservation
{
    public static Reservation None { get; } = new();

    /// <summary>Gives the permits back: only when the upstream certainly did not do the work.</summary>
    public void Release()
    {
    }
}
