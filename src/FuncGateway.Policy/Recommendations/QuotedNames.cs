using System.Globalization;
using System.Text;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Recommendations;

/// <summary>Names that a server has chosen, for the description of a document.</summary>
internal static class QuotedNames
{
    private const int MaxShown = 5;

    /// <summary>The first five as JSON strings, and how many more there are.</summary>
    public static string Of(IReadOnlyCollection<string> names)
    {
        var shown = string.Join(", ", names.Take(MaxShown).Select(name => JsonText.Quote(Encoding.UTF8.GetBytes(name))));
        return names.Count > MaxShown ? string.Create(CultureInfo.InvariantCulture, $"{shown} and {names.Count - MaxShown} more") : shown;
    }
}
