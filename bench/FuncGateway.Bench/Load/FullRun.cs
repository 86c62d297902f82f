using FuncGateway.Bench.Audit;
using FuncGateway.Bench.Micro;
using FuncGateway.Bench.Report;
using FuncGateway.Bench.Targets;

namespace FuncGateway.Bench.Load;

/// <summary>Every way to the same upstream, in turn, round after round; then the pieces on their own; then the page.</summary>
public static class FullRun
{
    public static async Task<int> RunAsync(LoadPlan plan)
    {
        await using var scene = await Scene.StartAsync();
        var figures = await Rounds.MeasureAsync(scene, plan);
        var memory = await Rounds.MemoryAsync(scene.AuditFirst, plan);
        var largeCalls = plan.Writes ? await LargeCalls.MeasureAsync() : (long?)null;
        var micro = plan.Writes ? MicroRun.RunAll() : [];
        var page = new PerformancePage(figures, memory, plan, micro, plan.Writes ? await ColdStart.MeasureAsync(3) : null)
        {
            LargeCallBytes = largeCalls,
            LargeLog = plan.Writes ? await LargeLog.MeasureAsync() : null,
        };
        Console.WriteLine(page.Text);
        if (plan.Writes)
        {
            page.Write();
        }

        return 0;
    }
}
