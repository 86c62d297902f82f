namespace FuncGateway.Mcp.Wire;

/// <summary>Finds where a number, true, false or null ends in JSON text, as strictly as the standard is.</summary>
internal static class JsonBare
{
    /// <summary>The offset after the one that begins at the offset; -1 if none does. What follows it is not checked.</summary>
    public static int End(ReadOnlySpan<byte> json, int at) => json[at] switch
    {
        (byte)'t' => json[at..].StartsWith("true"u8) ? at + 4 : -1,
        (byte)'f' => json[at..].StartsWith("false"u8) ? at + 5 : -1,
        (byte)'n' => json[at..].StartsWith("null"u8) ? at + 4 : -1,
        _ => Number(json, at),
    };

    private static int Number(ReadOnlySpan<byte> json, int at)
    {
        at += json[at] == (byte)'-' ? 1 : 0;
        var isZero = at < json.Length && json[at] == (byte)'0';
        at = isZero ? at + 1 : Digits(json, at);
        if (at > 0 && at < json.Length && json[at] == (byte)'.')
        {
            at = Digits(json, at + 1);
        }

        if (at > 0 && at < json.Length && json[at] is (byte)'e' or (byte)'E')
        {
            var hasSign = at + 1 < json.Length && json[at + 1] is (byte)'+' or (byte)'-';
            at = Digits(json, at + (hasSign ? 2 : 1));
        }

        return at;
    }

    // At least one.
    private static int Digits(ReadOnlySpan<byte> json, int at)
    {
        var from = at;
        while (at < json.Length && char.IsAsciiDigit((char)json[at]))
        {
            at++;
        }

        return at > from ? at : -1;
    }
}
