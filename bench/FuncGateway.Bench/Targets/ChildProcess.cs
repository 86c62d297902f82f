using System.Diagnostics;
using System.Text.Json;

namespace FuncGateway.Bench.Targets;

/// <summary>This program once more, as one of the servers. It names its address, answers "stats" and "collect", and ends with its standard input.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const string Collect = "collect";

    private readonly Process _process;

    private ChildProcess(Process process, Uri url)
    {
        _process = process;
        Url = url;
    }

    public Uri Url { get; }

    public int Id => _process.Id;

    /// <param name="program">Another build of this program; null for this one.</param>
    public static async Task<ChildProcess> StartAsync(string[] arguments, string? program = null)
    {
        var start = new ProcessStartInfo(program ?? Environment.ProcessPath ?? "dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        start.ArgumentList.Add("child");
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new IOException("A child did not start.");
        var url = await process.StandardOutput.ReadLineAsync() ?? throw new IOException($"The child '{arguments[0]}' ended at start.");
        return new ChildProcess(process, new Uri(url));
    }

    /// <summary>Processor time used since the start, by all threads.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The most resident memory it has had since its start, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    public Task<ChildStats> StatsAsync() => AskAsync("stats");

    /// <summary>After a full collection, which gives unused memory back to the system.</summary>
    public Task<ChildStats> CollectedStatsAsync() => AskAsync(Collect);

    private async Task<ChildStats> AskAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new IOException("A child ended.");
        return JsonSerializer.Deserialize<ChildStats>(line) ?? throw new IOException("A child had nothing to say.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>In the child: until the parent closes the standard input.</summary>
    internal static async Task<int> ServeAsync(string url)
    {
        Console.WriteLine(url);
        while (await Console.In.ReadLineAsync() is { } command)
        {
            if (command == Collect)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }

            using var self = Process.GetCurrentProcess();
            var stats = new ChildStats(GC.GetTotalAllocatedBytes(precise: true), self.WorkingSet64, GC.GetTotalMemory(forceFullCollection: false));
            Console.WriteLine(JsonSerializer.Serialize(stats));
        }

        return 0;
    }
}
