namespace FuncGateway.Core.Tests.Limits;

/// <summary>An event in a <see cref="PromiseRun"/>.</summary>
internal abstract record Step
{
    private Step() { }

    /// <param name="Ceiling">Index of the policy's ceiling at the time; it may differ for each call.</param>
    /// <param name="Spend">Amount for the second counter in twentieths; 0 if the call uses only the first.</param>
    public sealed record Call(int Process, int Times, int Ceiling, int Spend) : Step;

    public sealed record Pass(int Milliseconds) : Step;

    /// <param name="Clock">Index of a process, or one more than the last for the host of the counters.</param>
    public sealed record SetClock(int Clock, int Milliseconds) : Step;

    public sealed record Crash(int Process) : Step;

    /// <summary>An administrator resets one counter in the window that the host of the counters sees.</summary>
    public sealed record Reset(bool IsSpend, int Message) : Step;

    public sealed record Release(int Which) : Step;
}
