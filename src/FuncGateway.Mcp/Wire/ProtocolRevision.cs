using System.Globalization;

namespace FuncGateway.Mcp.Wire;

/// <summary>The two generations of the protocol, which share one endpoint.</summary>
public enum ProtocolEra
{
    /// <summary>2025-03-26 to 2025-11-25: <c>initialize</c>, sessions, GET streams, DELETE.</summary>
    Legacy,

    /// <summary>2026-07-28 and later: requests without a session, POST only, mirrored headers.</summary>
    Modern,
}

public static class ProtocolRevision
{
    public const string FirstModern = "2026-07-28";

    /// <summary>The revisions that the gateway knows, newest first.</summary>
    public static IReadOnlyList<string> Supported { get; } = [FirstModern, "2025-11-25", "2025-06-18", "2025-03-26"];

    /// <summary>Whether the text is written as revisions are: a date. A revision that is not known yet is left to the server.</summary>
    public static bool IsRevision(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    public static ProtocolEra EraOf(string? revision) =>
        revision is not null && string.CompareOrdinal(revision, FirstModern) >= 0 ? ProtocolEra.Modern : ProtocolEra.Legacy;
}
