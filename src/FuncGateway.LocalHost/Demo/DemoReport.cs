using System.Globalization;
using System.Text;
using FuncGateway.Policies.Text;

namespace FuncGateway.LocalHost.Demo;

/// <summary>The results of the demo's calls, and whether they match the recommended policy.</summary>
internal sealed class DemoReport(DemoInventory inventory)
{
    private const int MaxMessage = 400;
    private readonly List<DemoCall> _calls = [];

    public List<string> Listed { get; } = [];

    public bool IsAsExpected =>
        inventory.Has("cancel-async-job", "write", "30 a minute") && inventory.Has("clear-history", "destructive", "hide") &&
        Count("cancel-async-job", "allowed") == 30 && Count("cancel-async-job", "limited") == 1 && Count("list-async-jobs", "allowed") == 1 &&
        Count("clear-history", "denied") == 1 && Count("export-history", "denied") == 1 &&
        Listed.Order(StringComparer.Ordinal).SequenceEqual(inventory.Tools.Select(tool => tool.Name).Where(tool => tool != "clear-history").Order(StringComparer.Ordinal));

    public string Text
    {
        get
        {
            var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"Tools listed ({Listed.Count}): {string.Join(", ", Listed.Select(tool => VisibleText.Of(tool)))}").AppendLine();
            text.AppendLine(CultureInfo.InvariantCulture, $"{"tool",-18} {"outcome",-24} {"median",9} {"slowest",9}   message");
            foreach (var tool in _calls.GroupBy(call => call.Tool))
            {
                var outcome = string.Join(", ", tool.GroupBy(call => call.Verdict).Select(each => $"{each.Count()} {each.Key}"));
                var times = tool.Select(call => call.Took.TotalMilliseconds).Order().ToArray();
                var message = tool.Last().Verdict == "allowed" ? "" : VisibleText.Of(tool.Last().Text, MaxMessage);
                text.AppendLine(CultureInfo.InvariantCulture, $"{VisibleText.Of(tool.Key),-18} {outcome,-24} {times[times.Length / 2],6:0.0} ms {times[^1],6:0.0} ms   {message}");
            }

            return text.AppendLine().Append(IsAsExpected ? "The results match the policy." : "The results do NOT match the policy.").ToString();
        }
    }

    public void Add(DemoCall call) => _calls.Add(call);

    private int Count(string tool, string verdict) => _calls.Count(call => call.Tool == tool && call.Verdict == verdict);
}

/// <summary>One call of the demo's client, with its outcome.</summary>
internal sealed record DemoCall(string Tool, string Verdict, string Text, TimeSpan Took)
{
    public static string VerdictOf(bool isError, string text) => text switch
    {
        _ when !isError => "allowed",
        _ when text.StartsWith("[POLICY DENIED] Limit", StringComparison.Ordinal) => "limited",
        _ when text.StartsWith("[POLICY DENIED]", StringComparison.Ordinal) => "denied",
        _ => "failed",
    };
}
