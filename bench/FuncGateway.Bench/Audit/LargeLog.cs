using System.Diagnostics;
using System.Globalization;
using FuncGateway.Azure;
using FuncGateway.Azure.Audit.Checkpoints;
using FuncGateway.Azure.Storage;
using FuncGateway.Core.Access;
using FuncGateway.Core.Audit;
using FuncGateway.Core.Audit.Checkpoints;
using FuncGateway.Core.Policies;
using FuncGateway.Core.Servers;
using FuncGateway.LocalHost.Azurite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace FuncGateway.Bench.Audit;

/// <summary>What was measured of a large log.</summary>
/// <param name="QueryMilliseconds">The first page of 50 entries of the last hour of one of many grants: the median.</param>
/// <param name="RareQueryMilliseconds">The same for a grant with a single call.</param>
/// <param name="VerifyMegaBytes">How much the managed heap grew at most while the log was verified.</param>
public sealed record LargeLogFigures(int Records, int Blocks, double QueryMilliseconds, double RareQueryMilliseconds, double VerifySeconds, double VerifyMegaBytes);

/// <summary>Writes a log of many records to an Azurite of its own, and measures how long it takes to find something in it and to verify it.</summary>
public static class LargeLog
{
    private const int Calls = 500_000;
    private const int Grants = 50;
    private const int AtOnce = 4_096;
    private const int Queries = 5;

    public static async Task<int> PrintAsync()
    {
        var figures = await MeasureAsync();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{figures.Records:N0} records in {figures.Blocks:N0} blocks: query by grant {figures.QueryMilliseconds:0} ms, by a rare grant {figures.RareQueryMilliseconds:0} ms; verified in {figures.VerifySeconds:0.0} s with {figures.VerifyMegaBytes:0} MB"));
        return 0;
    }

    public static async Task<LargeLogFigures> MeasureAsync()
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteInstall(Console.WriteLine, TimeProvider.System), new AzuriteOptions { AllServices = true }, TimeProvider.System, CancellationToken.None);
        var storage = new StorageOptions { ConnectionString = azurite.ConnectionString };
        await using var services = new ServiceCollection().AddTables(storage).AddCheckpointStorage(storage).BuildServiceProvider();
        var store = services.GetRequiredService<IAuditStore>();
        var options = new AuditOptions { WriteTimeout = TimeSpan.FromMinutes(1) };
        var log = new AuditLog(store, options, TimeProvider.System, NullLogger<AuditLog>.Instance);
        var from = TimeProvider.System.GetUtcNow().AddHours(-1);
        await WriteAsync(log, from);

        var reader = new AuditReader(store, TimeProvider.System);
        var query = await QueryAsync(reader, new(AuditStream.Calls, Grant: "grant-7", From: from), 50);
        var rare = await QueryAsync(reader, new(AuditStream.Calls, Grant: "rare", From: from), 1);
        var (seconds, megaBytes, report) = await VerifyAsync(services, store, log, options);
        return new(report, await new AuditTable(azurite.ConnectionString).CountBlocksAsync(), query, rare, seconds, megaBytes);
    }

    private static async Task WriteAsync(AuditLog log, DateTimeOffset from)
    {
        Console.WriteLine($"A log of {2 * Calls:N0} records");
        for (var begun = 0; begun < Calls; begun += AtOnce)
        {
            await Task.WhenAll(Enumerable.Range(begun, Math.Min(AtOnce, Calls - begun)).Select(number => CallAsync(log, number, from + (TimeSpan.FromHours(1) * ((double)number / Calls)))));
        }
    }

    private static async Task CallAsync(AuditLog log, int number, DateTimeOffset at)
    {
        var entry = new CallEntry(AuditLog.NewId(at), at)
        {
            Server = "jobs",
            Grant = number == Calls / 3 ? "rare" : $"grant-{number % Grants}",
            GrantLabel = "Nightly agent",
            Method = "tools/call",
            Tool = $"tool-{number % 100}",
            Policy = "plain",
            Revision = 3,
            Verdict = AuditVerdict.Allow,
            Rule = "/tools/tool",
            ArgumentKeys = ["text", "count"],
            ArgumentsHmac = $"{number:x64}",
        };
        if (!await log.WriteAsync(entry))
        {
            throw new IOException("The emulator did not store a record within a minute.");
        }

        log.EndLater(entry, new AuditEnding(AuditOutcome.Answered) { UpstreamStatus = 200, LatencyMs = 5 });
    }

    private static async Task<double> QueryAsync(AuditReader reader, AuditQuery query, int expected)
    {
        var times = new List<double>();
        for (var run = 0; run < Queries; run++)
        {
            var begun = Stopwatch.GetTimestamp();
            var page = await reader.PageAsync(query, 50, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (page.Entries.Count != expected)
            {
                throw new InvalidOperationException($"The query found {page.Entries.Count} entries instead of {expected}.");
            }
        }

        return times.Order().ElementAt(Queries / 2);
    }

    private static async Task<(double Seconds, double MegaBytes, int Records)> VerifyAsync(IServiceProvider services, IAuditStore store, AuditLog log, AuditOptions options)
    {
        var witnesses = new AuditWitnesses(services.GetRequiredService<IServerStore>(), services.GetRequiredService<IGrantStore>(), services.GetRequiredService<IPolicyStore>(), log);
        var checkpoints = services.GetRequiredService<ICheckpointStore>();
        var signed = new SignedCheckpoints(checkpoints, NullLogger<SignedCheckpoints>.Instance);
        var history = new CheckpointHistory(checkpoints, signed, new CheckpointSearch(signed));
        GC.Collect();
        var (rest, peak) = (GC.GetTotalMemory(forceFullCollection: true), 0L);
        await using var watch = TimeProvider.System.CreateTimer(_ => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false)), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
        var begun = Stopwatch.GetTimestamp();
        var report = await new AuditVerification(store, history, witnesses, options, TimeProvider.System).RunAsync(CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return report.Ok ? (seconds, (peak - rest) / 1e6, (int)report.Records) : throw new InvalidOperationException($"The log does not verify: {report.Problems[0].Where}: {report.Problems[0].What}");
    }
}
