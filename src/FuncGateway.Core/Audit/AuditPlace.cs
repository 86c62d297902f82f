using System.Globalization;

namespace FuncGateway.Core.Audit;

/// <summary>The place of an entry in the log, as text: the ticks that remain until the year 10000, <c>_</c>, and the entry's id. Ordinal order is newest first.</summary>
public static class AuditPlace
{
    private const int TicksLength = 19;
    private const int Length = TicksLength + 1 + 26;
    private const string BeforeEveryId = "00000000000000000000000000";

    public static string Of(AuditEntry entry) => Of(entry.At, entry.Id);

    /// <summary>The place before every entry of that time and all older ones.</summary>
    public static string Of(DateTimeOffset at) => Of(at, BeforeEveryId);

    /// <summary>Returns the time of a place, or null if the text is not one.</summary>
    public static DateTimeOffset? TimeOf(string place)
    {
        var isPlace = place.Length == Length && place[TicksLength] == '_' && place.AsSpan(TicksLength + 1).IndexOfAnyExceptInRange('0', 'Z') < 0;
        return isPlace && long.TryParse(place.AsSpan(0, TicksLength), NumberStyles.None, CultureInfo.InvariantCulture, out var remaining) && remaining > 0 && remaining <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(DateTimeOffset.MaxValue.UtcTicks - remaining, TimeSpan.Zero)
            : null;
    }

    private static string Of(DateTimeOffset at, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks:D19}_{id}");
}
