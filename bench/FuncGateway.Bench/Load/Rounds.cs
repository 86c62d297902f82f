namespace FuncGateway.Bench.Load;

/// <summary>Measures the ways of a scene in turn, round after round.</summary>
public static class Rounds
{
    private const int UnmeasuredCalls = 20_000;
    private const int UnmeasuredAuditedCalls = 2_000;

    // The just-in-time compiler works on, beside the calls, for several seconds: it must not be measured.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    public static async Task<WayFigures[]> MeasureAsync(Scene scene, LoadPlan plan)
    {
        var figures = scene.Ways.Select(way => new WayFigures(way.Way)).ToArray();
        foreach (var (way, _) in scene.Ways)
        {
            await Meter.ThroughputAsync(way, LoadPlan.Connections, WarmUp);
        }

        for (var round = 0; round < plan.Rounds; round++)
        {
            Console.WriteLine($"Round {round + 1} of {plan.Rounds}");
            for (var turn = 0; turn < figures.Length; turn++)
            {
                // Every other round in reverse, because a way's place in the round matters.
                var index = round % 2 == 0 ? turn : figures.Length - 1 - turn;
                await MeasureAsync(scene.Ways[index], figures[index], plan);
            }
        }

        return figures;
    }

    /// <summary>The gateway's resident bytes after the plan's calls and a full collection.</summary>
    public static async Task<long> MemoryAsync(MeasuredWay measured, LoadPlan plan)
    {
        var gateway = measured.Process ?? throw new ArgumentException($"The way '{measured.Way.Name}' has no process in between.", nameof(measured));
        Console.WriteLine($"{plan.MemoryCalls:N0} calls for the memory");
        await Meter.SendAsync(measured.Way, LoadPlan.Connections, plan.MemoryCalls);
        return (await gateway.CollectedStatsAsync()).WorkingSetBytes;
    }

    private static async Task MeasureAsync(MeasuredWay measured, WayFigures figures, LoadPlan plan)
    {
        // Not measured: after an idle time, a counter's leases begin small and grow with the use of the last seconds. Audited calls have no limits here.
        await Meter.SendAsync(measured.Way, LoadPlan.Connections, measured.Audit is null ? UnmeasuredCalls : UnmeasuredAuditedCalls);
        var processor = measured.Process?.ProcessorTime;
        figures.PerSecond.Add(await Meter.ThroughputAsync(measured.Way, LoadPlan.Connections, plan.Burst));
        if (measured.Process is not null && processor is { } used)
        {
            figures.ProcessorPerCall.Add((measured.Process.ProcessorTime - used).TotalMicroseconds / (figures.PerSecond[^1] * plan.Burst.TotalSeconds));
        }

        await MeasureManyAsync(measured, figures, plan);
        var before = measured.Process is null ? null : await measured.Process.StatsAsync();
        var times = await Meter.LatencyAsync(measured.Way, plan.Singles);
        figures.P50.Add(times[times.Length / 2]);
        figures.P99.Add(times[times.Length * 99 / 100]);
        if (measured.Process is not null && before is not null)
        {
            var after = await measured.Process.StatsAsync();
            figures.BytesPerCall.Add((after.AllocatedBytes - before.AllocatedBytes) / (double)plan.Singles);
        }

        if (measured.Audit is { } audit)
        {
            figures.Insert.Add(await audit.InsertAsync());
        }
    }

    private static async Task MeasureManyAsync(MeasuredWay measured, WayFigures figures, LoadPlan plan)
    {
        if (measured.Audit is null && measured.Way.Name != WayNames.Allowed)
        {
            return;
        }

        var before = measured.Audit is null ? 0 : await measured.Audit.CountBlocksAsync();
        var perSecond = await Meter.ThroughputAsync(measured.Way, LoadPlan.ManyConnections, plan.Burst);
        figures.ManyPerSecond.Add(perSecond);
        if (measured.Audit is { } audit)
        {
            figures.InsertsPerThousand.Add((await audit.CountBlocksAsync() - before) * 1_000 / (perSecond * plan.Burst.TotalSeconds));
        }
    }
}
