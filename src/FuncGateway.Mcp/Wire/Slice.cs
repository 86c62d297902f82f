namespace FuncGateway.Mcp.Wire;

/// <summary>A range in the bytes of a message. The default value means that there is none.</summary>
internal readonly record struct Slice(int Start, int End)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes) => bytes[Start..End];
}

/// <summary>A replacement in the bytes of a message.</summary>
internal readonly record struct Edit(Slice Where, byte[] With);
