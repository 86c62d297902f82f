namespace FuncGateway.Mcp.Wire;

/// <summary>One event of a stream: its bytes as received, its data lines joined, and whether it has an id to resume from. Valid until <see cref="SseBuffer.Room"/> is called.</summary>
internal readonly record struct SseEvent(ReadOnlyMemory<byte> Raw, ReadOnlyMemory<byte> Data, bool HasId)
{
    /// <summary>Whether every line may be passed on as it is.</summary>
    public bool IsPlain { get; init; }
}
