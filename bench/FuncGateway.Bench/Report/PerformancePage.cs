using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using FuncGateway.Bench.Audit;
using FuncGateway.Bench.Load;
using FuncGateway.Bench.Micro;
using FuncGateway.Bench.Targets;
using FuncGateway.LocalHost;

namespace FuncGateway.Bench.Report;

/// <summary>The tables of docs/performance.md. The prose around them stays as it is.</summary>
public sealed class PerformancePage(IReadOnlyList<WayFigures> ways, long memoryBytes, LoadPlan plan, IReadOnlyList<MicroFigure> micro, ColdStartFigures? coldStart)
{
    private const string Begin = "<!-- measured: begin -->";
    private const string End = "<!-- measured: end -->";

    /// <summary>Peak memory over the memory at rest under parallel calls of the greatest length; null if it was not measured.</summary>
    public long? LargeCallBytes { get; init; }

    /// <summary>Null if it was not measured.</summary>
    public LargeLogFigures? LargeLog { get; init; }

    public string Text
    {
        get
        {
            var text = new StringBuilder();
            Line(text, $"Measured with {RuntimeInformation.FrameworkDescription} on {Environment.ProcessorCount} processors shared by load generator, gateway, upstream and Azurite; medians of {plan.Rounds} interleaved rounds.\n");
            Line(text, $"![Calls per second of each way](performance.svg)\n");
            Ways(text);
            Promises(text);
            Pieces(text);
            return text.ToString();
        }
    }

    private double PerSecond(string way) => WayFigures.Median(Of(way).PerSecond);

    private double P50(string way) => WayFigures.Median(Of(way).P50);

    public void Write()
    {
        var path = Path.Combine(Checkout.Folder("docs"), "performance.md");
        var page = File.ReadAllText(path);
        var from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = page.IndexOf(End, StringComparison.Ordinal);
        File.WriteAllText(path, $"{page[..from]}\n{Text}{page[to..]}");
        File.WriteAllText(Path.ChangeExtension(path, ".svg"), BarChart.Draw($"Calls per second, {LoadPlan.Connections} connections", [.. ways.Select(way => (way.Way.Name, WayFigures.Median(way.PerSecond)))]));
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private WayFigures Of(string way) => ways.Single(each => each.Way.Name == way);

    private void Ways(StringBuilder text)
    {
        Line(text, $"| way | calls/s, {LoadPlan.Connections} connections | p50, 1 connection | p99, 1 connection | processor per call | allocated per call |");
        Line(text, $"|---|---:|---:|---:|---:|---:|");
        foreach (var way in ways)
        {
            var bytes = way.BytesPerCall.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{WayFigures.Median(way.BytesPerCall):N0} B");
            var processor = way.ProcessorPerCall.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{WayFigures.Median(way.ProcessorPerCall):0} µs");
            Line(text, $"| {way.Way.Name} | {WayFigures.Median(way.PerSecond):N0} | {WayFigures.Median(way.P50):0.00} ms | {WayFigures.Median(way.P99):0.00} ms | {processor} | {bytes} |");
        }
    }

    private void Promises(StringBuilder text)
    {
        Line(text, $"\n| measure | wanted | measured |");
        Line(text, $"|---|---:|---:|");
        var (allowed, audited) = (Of(WayNames.Allowed), Of(WayNames.AuditFirst));
        var many = LoadPlan.ManyConnections;
        Line(text, $"| allowed call, audit off, {LoadPlan.Connections} connections, against YARP | ≥ 1.00 | {PerSecond(WayNames.Allowed) / PerSecond(WayNames.Yarp):0.00} |");
        Line(text, $"| allocated per allowed call | ≤ 4 KB | {WayFigures.Median(allowed.BytesPerCall) / 1e3:0.0} KB |");
        Line(text, $"| p50 at one connection, audit off, against YARP | ≤ 1.05 | {P50(WayNames.Allowed) / P50(WayNames.Yarp):0.00} |");
        Line(text, $"| audit before the answer against audit off, {LoadPlan.Connections} connections | ≥ 0.30 | {PerSecond(WayNames.AuditFirst) / PerSecond(WayNames.Allowed):0.00} |");
        Line(text, $"| audit before the answer against audit off, {many} connections | ≥ 0.50 | {WayFigures.Median(audited.ManyPerSecond) / WayFigures.Median(allowed.ManyPerSecond):0.00} |");
        Line(text, $"| p50 at one connection with the audit before the answer | ≤ one insert + 0.5 ms = {WayFigures.Median(audited.Insert) + 0.5:0.00} ms | {P50(WayNames.AuditFirst):0.00} ms |");
        Line(text, $"| with limits against without | ≥ 0.97 | {PerSecond(WayNames.Limited) / PerSecond(WayNames.Allowed):0.00} |");
        Line(text, $"| list of 100 tools filtered against direct | ≥ 0.50 | {PerSecond(WayNames.List) / PerSecond(WayNames.DirectList):0.00} |");
        Line(text, $"| list of 100 tools filtered against YARP | | {PerSecond(WayNames.List) / PerSecond(WayNames.YarpList):0.00} |");
        Line(text, $"| memory after {plan.MemoryCalls:N0} calls, audit on, after a full collection | ≤ 200 MB | {memoryBytes / 1e6:0} MB |");
        Line(text, $"| inserts into the audit per 1,000 calls at {many} connections | ≤ 60 | {WayFigures.Median(audited.InsertsPerThousand):0} |");
        if (LargeLog is { } log)
        {
            Line(text, $"| first page of the last hour by grant, among {log.Records:N0} records | ≤ 1 s | {log.QueryMilliseconds / 1e3:0.00} s; a grant with one call {log.RareQueryMilliseconds / 1e3:0.00} s |");
            Line(text, $"| verify {log.Records:N0} records in {log.Blocks:N0} blocks | ≤ 10 s | {log.VerifySeconds:0.0} s, {log.VerifyMegaBytes:0} MB of heap |");
        }

        if (LargeCallBytes is { } large)
        {
            Line(text, $"| gateway process under {LargeCalls.Parallel} parallel calls of 4 MiB with a condition on `[*]`: peak over memory at rest | ≤ {LargeCalls.MaxMegaBytes} MB | {large / 1e6:0} MB |");
        }

        if (coldStart is not null)
        {
            Line(text, $"| LocalHost: start to first answered call | | {coldStart.Seconds:0.00} s |");
            Line(text, $"| LocalHost: memory at the first answered call | | {coldStart.MegaBytes:0} MB |");
        }
    }

    private void Pieces(StringBuilder text)
    {
        Line(text, $"\n| piece | time | allocated |");
        Line(text, $"|---|---:|---:|");
        foreach (var piece in micro)
        {
            Line(text, $"| {piece.Operation} | {piece.MicroSeconds:0.00} µs | {piece.AllocatedBytes:N0} B |");
        }
    }
}
