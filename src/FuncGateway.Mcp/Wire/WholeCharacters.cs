using System.Buffers;
using System.Text;

namespace FuncGateway.Mcp.Wire;

/// <summary>Divides a UTF-8 text that arrives in parts between its characters, so that each part can be judged on its own.</summary>
internal sealed class WholeCharacters
{
    private byte[] _cut = [];

    /// <summary>Whether the parts so far end within a character.</summary>
    public bool IsCut => _cut.Length > 0;

    /// <summary>Returns the part, beginning with the character that the parts before have cut, and without the one that it cuts itself.</summary>
    public ReadOnlySpan<byte> Next(ReadOnlySpan<byte> part)
    {
        if (IsCut)
        {
            var joined = new byte[_cut.Length + part.Length];
            _cut.CopyTo(joined, 0);
            part.CopyTo(joined.AsSpan(_cut.Length));
            part = joined;
        }

        var whole = part.Length - (Rune.DecodeLastFromUtf8(part, out _, out var length) == OperationStatus.NeedMoreData ? length : 0);
        _cut = part[whole..].ToArray();
        return part[..whole];
    }
}
