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
        var figures = scene.Ways.Select(way => new WayFigures(way.Way)).ToArray();
        await WarmUpAsync(scene);
        for (var round = 0; round < plan.Rounds; round++)
        {
            Console.WriteLine($"Round {round + 1} of {plan.Rounds}");
            for (var index = 0; index < figures.Length; index++)
            {
                await MeasureAsync(scene.Ways[index], figures[index], plan);
            }
        }

        Console.WriteLine($"{plan.MemoryCalls:N0} calls for the memory");
        await Meter.SendAsync(scene.Limited.Way, LoadPlan.Connections, plan.MemoryCalls);
        var memory = await scene.Gateway.CollectedStatsAsync();
        var page = new PerformancePage(figures, memory, plan, plan.Writes ? MicroRun.RunAll() : [], plan.Writes ? await ColdStart.MeasureAsync(3) : null);
        Console.WriteLine(page.Text);
        if (plan.Writes)
        {
            page.Write();
        }

        return 0;
    }

    private static async Task WarmUpAsync(Scene scene)
    {
        foreach (var (way, _) in scene.Ways)
        {
            await Meter.ThroughputAsync(way, LoadPlan.Connections, TimeSpan.FromSeconds(2));
        }
    }

    private static async Task MeasureAsync(MeasuredWay measured, WayFigures figures, LoadPlan plan)
    {
        figures.PerSecond.Add(await Meter.ThroughputAsync(measured.Way, LoadPlan.Connections, plan.Burst));
        var before = measured.Process is null ? null : await measured.Process.StatsAsync();
        var times = await Meter.LatencyAsync(measured.Way, plan.Singles);
        figures.P50.Add(times[times.Length / 2]);
        figures.P99.Add(times[times.Length * 99 / 100]);
        if (measured.Process is not null && before is not null)
        {
            var after = await measured.Process.StatsAsync();
            figures.BytesPerCall.Add((after.AllocatedBytes - before.AllocatedBytes) / (double)plan.Singles);
        }
    }
}
