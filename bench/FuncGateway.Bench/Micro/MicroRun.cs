using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace FuncGateway.Bench.Micro;

/// <summary>The pieces of the hot path on their own, in this process.</summary>
public static class MicroRun
{
    public static IReadOnlyList<MicroFigure> RunAll()
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.DontLogOutput))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance)
            .WithOptions(ConfigOptions.DisableOptimizationsValidator)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "funcgateway-bench"));
        Type[] benchmarks = [typeof(ParseBenchmarks), typeof(DecideBenchmarks), typeof(FilterBenchmarks)];
        return [.. benchmarks.SelectMany(each => BenchmarkRunner.Run(each, config).Reports.Select(Figure))];
    }

    public static int PrintAll()
    {
        foreach (var figure in RunAll())
        {
            Console.WriteLine($"{figure.Operation,-40} {figure.MicroSeconds,9:0.000} us {figure.AllocatedBytes,9:0} B");
        }

        return 0;
    }

    private static MicroFigure Figure(BenchmarkReport report)
    {
        var parameters = report.BenchmarkCase.Parameters.PrintInfo;
        var name = report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\'');
        return new MicroFigure(
            parameters.Length == 0 ? name : $"{name} ({parameters})",
            (report.ResultStatistics?.Median ?? double.NaN) / 1000,
            report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? double.NaN);
    }
}
