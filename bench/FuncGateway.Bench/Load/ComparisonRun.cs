using System.Globalization;

namespace FuncGateway.Bench.Load;

/// <summary>This build against another build of the same program, such as one of an earlier commit: the same ways, in turn, in one run.</summary>
public static class ComparisonRun
{
    /// <param name="otherProgram">Path of the other build's FuncGateway.Bench.</param>
    public static async Task<int> PrintAsync(string otherProgram, string? way)
    {
        if (!File.Exists(otherProgram))
        {
            Console.Error.WriteLine($"There is no file '{otherProgram}'. Accepted: the path of another build's FuncGateway.Bench.");
            return 2;
        }

        var plan = LoadPlan.Comparison;
        await using var scene = await Scene.StartComparisonAsync(Path.GetFullPath(otherProgram), way);
        if (scene.Ways.Count == 0)
        {
            Console.Error.WriteLine($"There is no way '{way}' to compare. Accepted: '{WayNames.Allowed}', '{WayNames.Limited}', '{WayNames.List}', '{WayNames.AuditFirst}'.");
            return 2;
        }

        var figures = await Rounds.MeasureAsync(scene, plan);
        Console.WriteLine($"Medians of {plan.Rounds} rounds; a ratio is the median of the rounds' ratios, this build to the other.\n");
        Console.WriteLine("| way | processor per call | other | ratio | calls/s | other | ratio | calls/s, 64 connections | other | ratio | p50 | other | ratio | allocated | other |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var pair in figures.Chunk(2))
        {
            Console.WriteLine(Row(pair[0], pair[1]));
        }

        var memory = await Rounds.MemoryAsync(scene.Ways[0], plan);
        var otherMemory = await Rounds.MemoryAsync(scene.Ways[1], plan);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Memory after a full collection: {memory / 1e6:0} MB, other {otherMemory / 1e6:0} MB"));
        return 0;
    }

    private static string Row(WayFigures own, WayFigures other) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {own.Way.Name} | {Median(own.ProcessorPerCall):0.0} µs | {Median(other.ProcessorPerCall):0.0} µs | {Ratio(own.ProcessorPerCall, other.ProcessorPerCall):0.00} | {Median(own.PerSecond):N0} | {Median(other.PerSecond):N0} | {Ratio(own.PerSecond, other.PerSecond):0.00} | {Median(own.ManyPerSecond):N0} | {Median(other.ManyPerSecond):N0} | {Ratio(own.ManyPerSecond, other.ManyPerSecond):0.00} | {Median(own.P50):0.000} ms | {Median(other.P50):0.000} ms | {Ratio(own.P50, other.P50):0.00} | {Median(own.BytesPerCall):N0} B | {Median(other.BytesPerCall):N0} B |");

    private static double Median(List<double> values) => WayFigures.Median(values);

    private static double Ratio(List<double> own, List<double> other) => WayFigures.Median(own.Zip(other, (left, right) => left / right));
}
