using System.Globalization;

namespace FuncGateway.Core;

/// <summary>A time in a message for people and agents, such as <c>2030-01-31T12:00:00Z</c>.</summary>
public static class TimeText
{
    public static string Of(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "an unknown time";
}
