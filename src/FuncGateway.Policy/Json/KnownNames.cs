using System.Buffers;
using System.Text;

namespace FuncGateway.Policies.Json;

/// <summary>
/// A set of names that detects texts which merely look like one of them. A server that ignores case or drops invisible characters would read
/// <c>"Name"</c> or <c>"name\u200b"</c> as <c>name</c>, although the call was judged without it.
/// </summary>
internal sealed class KnownNames
{
    // A text that consists only of these characters is not changed by folding.
    private static readonly SearchValues<byte> Unfolded = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"u8);

    private readonly byte[][] _names;
    private readonly Dictionary<string, string> _byFolded;

    // The names that are changed by folding, such as taskId. Their folded form is a look-alike as well.
    private readonly (byte[] Folded, string Name)[] _others;

    public KnownNames(params string[] names)
    {
        _names = Array.ConvertAll(names, Encoding.UTF8.GetBytes);
        _byFolded = names.ToDictionary(KeyFolding.Fold, StringComparer.Ordinal);
        _others = [.. _byFolded.Where(each => each.Key != each.Value).Select(each => (Encoding.UTF8.GetBytes(each.Key), each.Value))];
    }

    /// <summary>Returns the known name that <paramref name="text"/> looks like, or null if it is a known name itself or does not look like one.</summary>
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
