namespace FuncGateway.Mcp.Wire;

/// <summary>Where something stands in the bytes of a message; the default value is nowhere.</summary>
internal readonly record struct Slice(int Start, int End)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes) => bytes[Start..End];
}

/// <summary>One replacement in the bytes of a message.</summary>
internal readonly record struct Edit(Slice Where, byte[] With);
