using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FuncGateway.Core.Audit;

/// <summary>
/// Keys that sort the newest first: <c>b_</c> for an entry or <c>e_</c> for its ending, and then, the same for both, the ticks that are left until the
/// year 10000 and the entry's id. So the two are joined by walking both parts side by side.
/// </summary>
public static class AuditKey
{
    private const int PlaceLength = 19 + 1 + 26;

    /// <summary>Before every key of the part.</summary>
    public static string First(AuditPart part) => part == AuditPart.Begun ? "b_" : "e_";

    public static string Of(AuditPart part, AuditEntry entry) => First(part) + Place(entry.At, entry.Id);

    public static string Of(AuditPart part, string place) => First(part) + place;

    /// <summary>The part of the key that an entry and its ending share.</summary>
    public static string Place(DateTimeOffset at, string id) => $"{Left(at)}_{id}";

    public static string PlaceOf(string key) => key.Length > 2 ? key[2..] : "";

    /// <summary>Sorts behind every entry younger than this, and before the others.</summary>
    public static string Left(DateTimeOffset at) => (DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    public static bool TryDay(string place, out DateOnly day)
    {
        day = default;
        if (!IsPlace(place) || !long.TryParse(place.AsSpan(0, 19), NumberStyles.None, CultureInfo.InvariantCulture, out var left) || left > DateTimeOffset.MaxValue.UtcTicks)
        {
            return false;
        }

        day = DateOnly.FromDateTime(new DateTime(DateTimeOffset.MaxValue.UtcTicks - left, DateTimeKind.Utc));
        return true;
    }

    private static bool IsPlace([NotNullWhen(true)] string? place) =>
        place is { Length: PlaceLength } && place[19] == '_' && place.AsSpan(20).IndexOfAnyExceptInRange('0', 'Z') < 0;
}

/// <summary>What a record is about; each stream is written, read and checked on its own.</summary>
public enum AuditStream
{
    /// <summary>What agents asked for.</summary>
    Calls,

    /// <summary>What people changed.</summary>
    Admin,
}

/// <summary>A record and what completes it lie apart, each part in the order of the entries' time.</summary>
public enum AuditPart
{
    Begun,
    Ended,
}
