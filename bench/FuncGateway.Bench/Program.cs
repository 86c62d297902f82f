using FuncGateway.Bench.Audit;
using FuncGateway.Bench.Classifier;
using FuncGateway.Bench.Load;
using FuncGateway.Bench.Micro;
using FuncGateway.Bench.Targets;
using FuncGateway.Bench.Worker;

return args switch
{
    [] => await FullRun.RunAsync(LoadPlan.Full),
    ["--quick"] => await FullRun.RunAsync(LoadPlan.Quick),
    ["compare", var otherProgram] => await ComparisonRun.PrintAsync(otherProgram, way: null),
    ["compare", var otherProgram, var way] => await ComparisonRun.PrintAsync(otherProgram, way),
    ["load", var way, var seconds] => await SustainedLoad.RunAsync(way, seconds),
    ["micro"] => MicroRun.PrintAll(),
    ["analysis"] => AnalysisRun.Print(),
    ["classifier"] => ClassifierRun.Write(),
    ["audit"] => await LargeLog.PrintAsync(),
    ["memory"] => await LargeCalls.PrintAsync(),
    ["cold-start", "--worker", .. var folders] when folders.Length > 0 => await WorkerColdStart.PrintAsync(folders),
    ["cold-start", .. var rest] => await ColdStart.PrintAsync(rest),
    ["child", "upstream"] => await UpstreamChild.RunAsync(),
    ["child", "yarp", var upstream] => await YarpChild.RunAsync(upstream),
    ["child", "gateway", .. var rest] => await GatewayChild.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        Usage: dotnet run -c Release --project bench/FuncGateway.Bench [-- --quick | compare PATH [WAY] | load WAY SECONDS | micro | analysis | classifier | audit | memory | cold-start [--command CMD] [--url URL] | cold-start --worker FOLDER...]
          (nothing)    everything; writes the tables of docs/performance.md
          --quick      short rounds, nothing written: to see that the bench works
          compare      this build against another build of this program, printed as ratios; all ways without audit, or one way
          load         one way under load, for a profiler; prints the process to attach to
          micro        parse, decide and filter only, printed
          analysis     time to compare and to verify policies of 100 tools and 300 conditions, printed
          classifier   how the tool classifier judges labelled tools; writes the tables of docs/inventory.md
          audit        time to query and to verify a log of 1,000,000 records, printed
          memory       peak memory of the gateway under 16 parallel calls of 4 MiB, printed
          cold-start   time from the start of a host to its first answered call, and its memory; with --worker, of the worker process of published function apps
        """);
    return 2;
}
