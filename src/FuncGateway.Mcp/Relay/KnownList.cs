using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>A list that was read on some basis. Immutable.</summary>
/// <param name="entries">What is between its brackets.</param>
internal sealed class KnownList(ListBasis basis, ListKind kind, byte[] entries, KnownEntry[] verdicts)
{
    public ListBasis Basis => basis;

    public ListKind Kind => kind;

    public ReadOnlySpan<byte> Entries => entries;

    public bool IsOf(in ListBasis otherBasis, ListKind otherKind) => basis == otherBasis && kind == otherKind;

    /// <summary>Returns the entry at the index if the text begins with it; the default value otherwise. As an object ends with its own bracket, whatever follows is no part of it.</summary>
    public KnownEntry Match(int index, ReadOnlySpan<byte> text) =>
        index < verdicts.Length && text.StartsWith(verdicts[index].Where.Of(entries)) ? verdicts[index] : default;
}

/// <summary>An entry that was read, which is an object.</summary>
/// <param name="Where">In the text between the brackets of its list. Never empty.</param>
internal readonly record struct KnownEntry(Slice Where, bool IsListed, bool HasOddKey)
{
    public int Length => Where.End - Where.Start;
}
