namespace FuncGateway.Testing.Durable;

/// <summary>What becomes of a message: when it arrives, once for each arrival and never without one, and what its sender is told.</summary>
public sealed record Fate(IReadOnlyList<TimeSpan> Arrivals, bool Fails = false, bool Hangs = false, bool ReadsOld = false)
{
    public static Fate Prompt { get; } = new([TimeSpan.Zero]);

    public static Fate Lost { get; } = new([]);

    /// <summary>The sender is told that it failed, and it did.</summary>
    public static Fate Broken { get; } = new([], Fails: true);

    public static Fate After(params double[] seconds) => new([.. seconds.Select(TimeSpan.FromSeconds)]);

    /// <summary>For the report of a property test.</summary>
    public override string ToString() => $"[{string.Join(", ", Arrivals)}]{(Fails ? " fails" : "")}{(Hangs ? " hangs" : "")}{(ReadsOld ? " reads old" : "")}";
}
