using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FuncGateway.Core.Audit.Offline;

internal static partial class ExportedTime
{
    /// <summary>Reads a time such as <c>2026-11-01T12:00:00.1234567Z</c>, with an offset or Z and at most 7 digits of a second.</summary>
    /// <param name="what">Names the time in the message.</param>
    /// <exception cref="UnreadableException">It is not one.</exception>
    public static DateTimeOffset Read(JsonElement? element, string what) =>
        element is { ValueKind: JsonValueKind.String } text && text.GetString() is { } time && Time().IsMatch(time)
        && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
            ? read
            : throw new UnreadableException($"{what} is not a time");

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?(Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
