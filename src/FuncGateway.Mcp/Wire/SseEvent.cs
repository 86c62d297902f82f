namespace FuncGateway.Mcp.Wire;

/// <summary>One event of a stream: its bytes as they came, its data joined, and whether it can be resumed from. Valid until the next one is asked for.</summary>
internal readonly record struct SseEvent(ReadOnlyMemory<byte> Raw, ReadOnlyMemory<byte> Data, bool HasId);
