namespace FuncGateway.Mcp.Wire;

/// <summary>
/// What the body of one request uses while it is being read and kept: time, and memory from the budget of all bodies. Its pace is checked from outside,
/// so that reading needs no timer.
/// </summary>
/// <param name="minRate">Bytes per second that must arrive on average, after <see cref="Grace"/>.</param>
/// <param name="maxTime">The longest time for the whole body.</param>
internal sealed class BodyIntake(BodyBudget budget, int minRate, TimeSpan maxTime)
{
    private int _received;
    private bool _isComplete;

    /// <summary>Time before the average counts, for a connection that starts slowly.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The memory of all bodies.</summary>
    public BodyBudget Budget => budget;

    /// <summary>Whether the budget had too little left for this body.</summary>
    public bool IsOverBudget { get; private set; }

    /// <param name="total">Bytes received so far.</param>
    public void Received(int total) => Volatile.Write(ref _received, total);

    public void Complete() => Volatile.Write(ref _isComplete, true);

    public void ExceedBudget() => IsOverBudget = true;

    /// <summary>Returns null if the body is complete or arrives fast enough, otherwise a sentence without its full stop.</summary>
    /// <param name="age">Time since reading began.</param>
    public string? Problem(TimeSpan age)
    {
        if (Volatile.Read(ref _isComplete))
        {
            return null;
        }

        var received = Volatile.Read(ref _received);
        if (age >= maxTime)
        {
            return $"The body has not arrived within {maxTime.TotalSeconds:0} s, the longest time that is accepted ({received} bytes arrived)";
        }

        return age >= Grace && received < minRate * (age - Grace).TotalSeconds
            ? $"The body arrives too slowly: {received} bytes within {age.TotalSeconds:0} s; at least {minRate} bytes a second are accepted"
            : null;
    }
}
