namespace FuncGateway.Core.Tests.Limits;

/// <summary>One thing that happens to the processes of a <see cref="PromiseRun"/>.</summary>
internal abstract record Step
{
    private Step() { }

    /// <param name="Ceiling">Which of the ceilings the policy has at the time; it may be another for each call.</param>
    /// <param name="Spend">Amount of the second counter in twentieths; 0 for calls that have only the first.</param>
    public sealed record Call(int Process, int Times, int Ceiling, int Spend) : Step;

    public sealed record Pass(int Milliseconds) : Step;

    /// <param name="Clock">A process, or the counters' host after the last of them.</param>
    public sealed record SetClock(int Clock, int Milliseconds) : Step;

    public sealed record Crash(int Process) : Step;

    public sealed record Release(int Which) : Step;
}
