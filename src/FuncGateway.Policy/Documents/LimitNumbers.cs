using FuncGateway.Policies.Json;
using FuncGateway.Policies.Limits;

namespace FuncGateway.Policies.Documents;

/// <summary>Reads the maximum and the window of a limit.</summary>
internal static class LimitNumbers
{
    private const string Windows = "\"minute\", \"hour\", \"day\" or a whole number of seconds from 1 to 86400";
    private const string WholeMax = "a whole number from 1 to 10^24";
    private const string DecimalMax = "a number above 0 and up to 10^24 with at most 27 digits";

    public static decimal? ReadMax(ObjectFields fields, bool isWhole, Findings findings)
    {
        var accepted = isWhole ? WholeMax : DecimalMax;
        if (fields.Need("max", accepted) is not { } node)
        {
            return null;
        }

        if (node.IsNumber && TryParseMax(node.Number, isWhole, out var max))
        {
            return max;
        }

        findings.Refuse(node, accepted);
        return null;
    }

    public static bool TryParseMax(ExactNumber number, bool isWhole, out decimal max) =>
        number.TryToDecimal(out max)
        && max is > 0 and <= Limit.MaxAmount
        && max.Scale <= (isWhole ? 0 : Limit.DecimalsUnder(max));

    public static Window? ReadWindow(ObjectFields fields, Findings findings)
    {
        if (fields.Need("window", Windows) is not { } node)
        {
            return null;
        }

        var window = node.IsString ? FindWindow(node.Text)
            : node.IsNumber && node.Number.TryToDecimal(out var seconds) && seconds is >= 1 and <= Window.MaxSeconds && seconds.Scale == 0
                ? new Window((int)seconds)
            : (Window?)null;
        if (window is null)
        {
            findings.Refuse(node, Windows);
        }

        return window;
    }

    public static Window? FindWindow(string name) => name switch
    {
        "minute" => Window.Minute,
        "hour" => Window.Hour,
        "day" => Window.Day,
        _ => null,
    };
}
