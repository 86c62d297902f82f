using System.Text;

namespace FuncGateway.Policies.Json;

/// <summary>
/// A set of names that detects texts which merely look like one of them. A server that ignores case or drops invisible characters would read
/// <c>"Name"</c> or <c>"name\u200b"</c> as <c>name</c>, although the call was judged without it.
/// </summary>
internal sealed class KnownNames
{
    // Longer names would need more of the stack for each key.
    private const int MaxFoldedLength = 128;

    private readonly (byte[] Utf8, string Name)[] _names;
    private readonly Dictionary<string, string> _byFolded;
    private readonly (byte[] Folded, string Name)[] _folded;
    private readonly int _longest;

    // The names that are changed by folding, such as taskId. Their folded form is a look-alike as well.
    private readonly (byte[] Folded, string Name)[] _others;

    public KnownNames(params string[] names)
    {
        _names = Array.ConvertAll(names, name => (Encoding.UTF8.GetBytes(name), name));
        _byFolded = names.ToDictionary(KeyFolding.Fold, StringComparer.Ordinal);
        _longest = _byFolded.Keys.Max(folded => folded.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_longest, MaxFoldedLength, nameof(names));
        _folded = [.. _byFolded.Select(each => (Encoding.UTF8.GetBytes(each.Key), each.Value))];
        _others = [.. _byFolded.Where(each => each.Key != each.Value).Select(each => (Encoding.UTF8.GetBytes(each.Key), each.Value))];
    }

    /// <summary>The names, in the order given.</summary>
    public IEnumerable<string> All => _names.Select(each => each.Name);

    /// <summary>Returns the known name that <paramref name="text"/> looks like, or null if it is a known name itself or does not look like one.</summary>
    public string? LookAlike(ReadOnlySpan<byte> text) =>
        Contains(text) ? null
        : KeyFolding.IsUnfolded(text) ? FindOther(text)
        : KeyFolding.IsVisibleAscii(text) ? FindInOtherCase(text)
        : FindFolded(text, stackalloc char[MaxFoldedLength]);

    /// <summary>Whether the text is one of the names or looks like one.</summary>
    public bool Resembles(ReadOnlySpan<byte> text) => Contains(text) || LookAlike(text) is not null;

    /// <summary>Whether the text is one of the names, exactly.</summary>
    public bool Contains(ReadOnlySpan<byte> text) => Find(text) is not null;

    /// <summary>Returns the name that is exactly <paramref name="text"/>, or null. Does not allocate.</summary>
    public string? Find(ReadOnlySpan<byte> text)
    {
        foreach (var (utf8, name) in _names)
        {
            if (text.SequenceEqual(utf8))
            {
                return name;
            }
        }

        return null;
    }

    private string? FindFolded(ReadOnlySpan<byte> text, Span<char> buffer) =>
        KeyFolding.TryFold(text, buffer[.._longest], out var folded)
            && _byFolded.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folded, out var name) ? name : null;

    private string? FindInOtherCase(ReadOnlySpan<byte> text)
    {
        foreach (var (folded, name) in _folded)
        {
            if (text.Length == folded.Length && Ascii.EqualsIgnoreCase(text, folded))
            {
                return name;
            }
        }

        return null;
    }

    private string? FindOther(ReadOnlySpan<byte> folded)
    {
        foreach (var other in _others)
        {
            if (folded.SequenceEqual(other.Folded))
            {
                return other.Name;
            }
        }

        return null;
    }
}
