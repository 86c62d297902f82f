using System.Runtime.CompilerServices;
using FuncGateway.Mcp.Wire;

namespace FuncGateway.Mcp.Relay;

/// <summary>
/// The lists that were read last. A server sends the same list again and again, and the verdict on an entry depends on nothing but its bytes and the basis,
/// so an entry that is the same, byte for byte, is not read again. At most 64 lists of 80 KB and 2,000 entries each are remembered.
/// </summary>
internal sealed class ListMemory
{
    private const int Places = 64;

    // Below the size from which arrays are collected only with the oldest generation.
    private const int MaxBytes = 80_000;

    // Their verdicts take about a third of the memory of the longest text.
    private const int MaxEntries = 2_000;

    // Shorter ones cost little to read. The first entry's name is in there, so the pages of a list have different places.
    private const int MinBytes = 64;

    private readonly KnownList?[] _lists = new KnownList?[Places];

    public KnownList? Find(in ListBasis basis, ListKind kind, ReadOnlySpan<byte> entries) =>
        entries.Length >= MinBytes && Volatile.Read(ref Place(basis, kind, entries)) is { } known && known.IsOf(basis, kind) ? known : null;

    /// <summary>Remembers a list in place of another one.</summary>
    public void Remember(in ListBasis basis, ListKind kind, ReadOnlySpan<byte> entries, List<KnownEntry> verdicts)
    {
        if (verdicts.Count is > 0 and <= MaxEntries && entries.Length is >= MinBytes and <= MaxBytes)
        {
            Volatile.Write(ref Place(basis, kind, entries), new KnownList(basis, kind, entries.ToArray(), [.. verdicts]));
        }
    }

    public void Forget(KnownList list) => Interlocked.CompareExchange(ref Place(list.Basis, list.Kind, list.Entries), null, list);

    private ref KnownList? Place(in ListBasis basis, ListKind kind, ReadOnlySpan<byte> entries)
    {
        var hash = new HashCode();
        hash.Add(RuntimeHelpers.GetHashCode(basis.Policy));
        hash.Add(RuntimeHelpers.GetHashCode(basis.Watch));
        hash.Add((int)kind);
        hash.AddBytes(entries[..MinBytes]);
        return ref _lists[(uint)hash.ToHashCode() % Places];
    }
}
