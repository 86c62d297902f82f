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

    public static ProtocolEra EraOf(string? revision) =>
        revision is not null && string.CompareOrdinal(revision, FirstModern) >= 0 ? ProtocolEra.Modern : ProtocolEra.Legacy;
}
