using System.Text;

namespace FuncGateway.Core.Audit.Offline;

/// <summary>Orders text as Python and SQLite do, by code points. The ordinal order of .NET is that of UTF-16, where a surrogate pair comes before U+E000.</summary>
internal sealed class CodePointOrder : IComparer<string>
{
    public static CodePointOrder Instance { get; } = new();

    public int Compare(string? x, string? y) => Encoding.UTF8.GetBytes(x ?? "").AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y ?? ""));
}
