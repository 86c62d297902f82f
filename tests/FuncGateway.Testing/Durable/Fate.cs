namespace FuncGateway.Testing.Durable;

/// <summary>What happens to a message: the delays of its arrivals (several if it is repeated, none if it is lost), and what its sender is told.</summary>
public sealed record Fate(IReadOnlyList<TimeSpan> Arrivals, bool Fails = false, bool Hangs = false, bool ReadsOld = false, bool ReadsBroken = false)
{
    public static Fate Prompt { get; } = new([TimeSpan.Zero]);

    public static Fate Lost { get; } = new([]);

    /// <summary>The message is lost, and the sender is told that sending failed.</summary>
    public static Fate Broken { get; } = new([], Fails: true);

    public static Fate After(params double[] seconds) => new([.. seconds.Select(TimeSpan.FromSeconds)]);

    /// <summary>Shown when a property test fails.</summary>
    public override string ToString() => $"[{string.Join(", ", Arrivals)}]{(Fails ? " fails" : "")}{(Hangs ? " hangs" : "")}{(ReadsOld ? " reads old" : "")}{(ReadsBroken ? " reads broken" : "")}";
}
