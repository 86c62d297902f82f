using System.Buffers;
using System.Text;

namespace FuncGateway.Policies.Json;

/// <summary>
/// A set of names, and the texts that only look like one of them. A server that ignores case or drops invisible characters would read
/// <c>"Name"</c> or <c>"name\u200b"</c> as <c>name</c>, after the call was judged by something else.
/// </summary>
internal sealed class KnownNames
{
    // A text of these alone is what it folds to.
    private static readonly SearchValues<byte> Unfolded = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"u8);

    private readonly byte[][] _names;
    private readonly Dictionary<string, string> _byFolded;

    // Names that do not fold to themselves: what they fold to is a look-alike too.
    private readonly (byte[] Folded, string Name)[] _others;

    public KnownNames(params string[] names)
    {
        _names = Array.ConvertAll(names, Encoding.UTF8.GetBytes);
        _byFolded = names.ToDictionary(KeyFolding.Fold, StringComparer.Ordinal);
        _others = [.. _byFolded.Where(each => each.Key != each.Value).Select(each => (Encoding.UTF8.GetBytes(each.Key), each.Value))];
    }

    /// <summary>The known name that <paramref name="text"/> could be taken for, or null: it is one itself, or like none.</summary>
    public string? LookAlike(ReadOnlySpan<byte> text) =>
        IsKnown(text) ? null
        : text.ContainsAnyExcept(Unfolded) ? _byFolded.GetValueOrDefault(KeyFolding.Fold(Encoding.UTF8.GetString(text)))
        : FindOther(text);

    private bool IsKnown(ReadOnlySpan<byte> text)
    {
        foreach (var name in _names)
        {
            if (text.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
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
