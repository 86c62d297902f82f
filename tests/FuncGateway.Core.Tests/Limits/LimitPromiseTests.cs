using CsCheck;
using FuncGateway.Testing.Durable;

namespace FuncGateway.Core.Tests.Limits;

/// <summary>
/// The guarantee: for every counter, every window and every ceiling M, the calls that were judged under a ceiling of M or less and
/// admitted in that window never add up to more than M. Windows are identified by number: a call belongs to the window that
/// its own process's clock showed when it was admitted. If clocks differ, the same window is open at different true times in
/// different processes and still admits at most M; more cannot be guaranteed without a common clock. A released call did no work and
/// does not count. A reset begins the count of a window again: before and after it, M each is the most. Fewer than M may be admitted: the permits of a dead process are lost until the window ends.
/// </summary>
public sealed class LimitPromiseTests
{
    private const int Processes = 3;
    private const int Runs = 200;

    private static readonly Gen<Fate> Fates = Gen.Frequency(
        (12, Gen.Const(Fate.Prompt)),
        (3, Gen.Double[0.001, 3].Select(seconds => Fate.After(seconds))),
        (2, Gen.Double[3, 200].Select(seconds => Fate.After(seconds))),
        (2, Gen.Select(Gen.Double[0, 1], Gen.Double[0, 100], (first, second) => Fate.After(first, second))),
        (1, Gen.Const(Fate.Lost)),
        (1, Gen.Const(Fate.Broken)),
        (1, Gen.Const(Fate.Prompt with { Fails = true })),
        (1, Gen.Const(Fate.Lost with { Hangs = true })),
        (1, Gen.Const(Fate.Prompt with { ReadsOld = true })));

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (12, Gen.Select(Gen.Int[0, Processes - 1], Gen.Int[1, 10], Gen.Int[0, 2], Gen.Int[0, 8], Step (process, times, ceiling, spend) => new Step.Call(process, times, ceiling, spend))),
        (8, Gen.Int[1, 3_000].Select(Step (milliseconds) => new Step.Pass(milliseconds))),
        (2, Gen.Int[3_000, 15_000].Select(Step (milliseconds) => new Step.Pass(milliseconds))),
        (2, Gen.Select(Gen.Int[0, Processes], Gen.Int[-25_000, 25_000], Step (clock, milliseconds) => new Step.SetClock(clock, milliseconds))),
        (1, Gen.Int[-25_000, 25_000].Select(Step (milliseconds) => new Step.SetClock(Processes, milliseconds))),
        (1, Gen.Int[0, Processes - 1].Select(Step (process) => new Step.Crash(process))),
        (2, Gen.Select(Gen.Bool, Gen.Int[0, 3], Step (isSpend, message) => new Step.Reset(isSpend, message))),
        (2, Gen.Int[0, 20].Select(Step (which) => new Step.Release(which))));

    [Fact]
    public void Reserve_WhateverHappensInBetween_NeverAdmitsMoreThanMaxInAWindow()
    {
        var (admitted, full, resets) = (0, 0, 0);
        Gen.Select(Steps.Array[10, 60], Fates.Array[1, 40]).Sample(
            (steps, fates) =>
            {
                using var run = new PromiseRun(fates, Processes);
                run.Play(steps);
                run.AssertPromise();
                Interlocked.Add(ref admitted, run.Admitted);
                Interlocked.Add(ref full, run.FullWindows);
                Interlocked.Add(ref resets, run.Resets);
            },
            iter: Runs);

        // The ceilings must have been reached often, because a book that admits nobody would also keep the guarantee.
        Assert.InRange(admitted, 3 * Runs, int.MaxValue);
        Assert.InRange(full, Runs / 20, int.MaxValue);
        Assert.InRange(resets, Runs, int.MaxValue);
    }
}
