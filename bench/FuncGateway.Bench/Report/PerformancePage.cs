using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
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

    public string Text
    {
        get
        {
            var text = new StringBuilder();
            Line(text, $"Measured with {RuntimeInformation.FrameworkDescription} on {Environment.ProcessorCount} processors shared by load generator, gateway, upstream and Azurite; medians of {plan.Rounds} interleaved rounds.\n");
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
        Line(text, $"\n| promise | wanted | measured |");
        Line(text, $"|---|---:|---:|");
        Line(text, $"| allowed calls against YARP, throughput at {LoadPlan.Connections} connections | ≥ 0.80 | {PerSecond(WayNames.Allowed) / PerSecond(WayNames.Yarp):0.00} |");
        Line(text, $"| allowed calls against YARP, p50 at one connection | ≤ 1.50 | {P50(WayNames.Allowed) / P50(WayNames.Yarp):0.00} |");
        Line(text, $"| with limits against without, throughput | ≥ 0.90 | {PerSecond(WayNames.Limited) / PerSecond(WayNames.Allowed):0.00} |");
        Line(text, $"| audit within one second against none, throughput | | {PerSecond(WayNames.AuditSoon) / PerSecond(WayNames.Allowed):0.00} |");
        Line(text, $"| audit before the answer against none, throughput | | {PerSecond(WayNames.AuditFirst) / PerSecond(WayNames.Allowed):0.00} |");
        Line(text, $"| audit before the answer against none, p50 | | {P50(WayNames.AuditFirst) / P50(WayNames.Allowed):0.00} |");
        Line(text, $"| gateway process after {plan.MemoryCalls:N0} calls and a full collection | ≤ 190 MB | {memoryBytes / 1e6:0} MB |");
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
