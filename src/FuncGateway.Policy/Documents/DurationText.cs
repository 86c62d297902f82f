using System.Globalization;
using System.Text.RegularExpressions;

namespace FuncGateway.Policies.Documents;

/// <summary>Reads durations such as <c>90s</c>, <c>30m</c>, <c>4h</c>, <c>2d</c>.</summary>
public static partial class DurationText
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (!Form().IsMatch(text))
        {
            return false;
        }

        var count = int.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture);
        duration = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            _ => TimeSpan.FromDays(count),
        };
        return true;
    }

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,5})[smhd]\z")]
    private static partial Regex Form();
}
