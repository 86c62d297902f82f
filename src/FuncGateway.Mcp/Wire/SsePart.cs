namespace FuncGateway.Mcp.Wire;

/// <summary>A part of a long event: its bytes as received, and the data in it.</summary>
internal readonly record struct SsePart(ReadOnlyMemory<byte> Raw, ReadOnlyMemory<byte> Data)
{
    /// <summary>Whether the data starts a line.</summary>
    public bool StartsLine { get; init; }

    /// <summary>Whether the event ends with this part.</summary>
    public bool IsEnd { get; init; }

    /// <summary>Whether it has an id to resume from.</summary>
    public bool HasId { get; init; }

    /// <summary>Whether it must not be passed on as it is.</summary>
    public bool IsOdd { get; init; }
}
