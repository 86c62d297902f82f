using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncGateway.Core.Audit;

/// <summary>
/// Row keys that sort newest first: <c>b_</c> for an entry or <c>e_</c> for its ending, followed, identically for both, by the ticks remaining until the
/// year 10000 and the entry's id. A merge of the two ordered parts joins entries with their endings.
/// </summary>
public static class AuditKey
{
    private const int PlaceLength = 19 + 1 + 26;

    /// <summary>The prefix of every key of the part.</summary>
    public static string PrefixOf(AuditPart part) => part == AuditPart.Begun ? "b_" : "e_";

    public static string Of(AuditPart part, AuditEntry entry) => PrefixOf(part) + Place(entry.At, entry.Id);

    public static string Of(AuditPart part, string place) => PrefixOf(part) + place;

    /// <summary>The part of the key that is common to an entry and its ending.</summary>
    public static string Place(DateTimeOffset at, string id) => $"{RemainingTicks(at)}_{id}";

    public static string PlaceOf(string key) => key.Length > 2 ? key[2..] : "";

    /// <summary>The remaining ticks as text. Sorts after every entry newer than <paramref name="at"/> and before all others.</summary>
    public static string RemainingTicks(DateTimeOffset at) => (DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    public static bool TryDay(string place, out DateOnly day)
    {
        day = default;
        if (!IsPlace(place) || !long.TryParse(place.AsSpan(0, 19), NumberStyles.None, CultureInfo.InvariantCulture, out var remaining) || remaining > DateTimeOffset.MaxValue.UtcTicks)
        {
            return false;
        }

        day = DateOnly.FromDateTime(new DateTime(DateTimeOffset.MaxValue.UtcTicks - remaining, DateTimeKind.Utc));
        return true;
    }

    private static bool IsPlace([NotNullWhen(true)] string? place) =>
        place is { Length: PlaceLength } && place[19] == '_' && place.AsSpan(20).IndexOfAnyExceptInRange('0', 'Z') < 0;
}

/// <summary>The subject of a record. Each stream is written, read and verified separately.</summary>
[JsonConverter(typeof(AuditStreamJson))]
public enum AuditStream
{
    /// <summary>Requests from agents.</summary>
    Calls,

    /// <summary>Changes made through the admin API or by the gateway itself.</summary>
    Admin,
}

/// <summary><c>calls</c> or <c>admin</c>.</summary>
public sealed class AuditStreamJson() : JsonStringEnumConverter<AuditStream>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

/// <summary>Entries and their endings are stored as separate parts, each ordered by the time of the entry.</summary>
public enum AuditPart
{
    Begun,
    Ended,
}
