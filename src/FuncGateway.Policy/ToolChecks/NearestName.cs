using FuncGateway.Policies.Json;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.ToolChecks;

/// <summary>Finds the name that was probably meant by one that does not exist.</summary>
internal sealed class NearestName
{
    private const int MaxDistance = 3;
    private readonly IReadOnlyList<string> _names;
    private readonly WorkBudget _work;
    private readonly Dictionary<string, string> _byLetters = new(StringComparer.Ordinal);

    /// <param name="work">Without work left, only names that differ in case and separators are found.</param>
    public NearestName(IReadOnlyList<string> names, WorkBudget work)
    {
        _names = names;
        _work = work;
        foreach (var name in names)
        {
            _byLetters.TryAdd(LettersOf(name), name);
        }
    }

    /// <summary>Returns null if no name is near.</summary>
    public string? Find(string wanted)
    {
        if (_byLetters.TryGetValue(LettersOf(wanted), out var same))
        {
            return same;
        }

        string? nearest = null;
        var max = Math.Min(MaxDistance, wanted.Length / 3);
        foreach (var name in _names)
        {
            if (max > 0 && _work.TryTake(1) && Distance(wanted, name, max) is { } distance)
            {
                nearest = name;
                max = distance - 1;
            }
        }

        return nearest;
    }

    private static string LettersOf(string name) =>
        string.Concat(KeyFolding.Fold(name).Where(character => character is not ('_' or '-' or '.' or '/' or ' ')));

    // The number of characters to insert, remove, replace or swap with the next; null if it is more than the maximum.
    private int? Distance(ReadOnlySpan<char> one, ReadOnlySpan<char> other, int max)
    {
        if (Math.Abs(one.Length - other.Length) > max)
        {
            return null;
        }

        var prefix = one.CommonPrefixLength(other);
        one = one[prefix..];
        other = other[prefix..];
        var suffix = 0;
        while (suffix < Math.Min(one.Length, other.Length) && one[^(suffix + 1)] == other[^(suffix + 1)])
        {
            suffix++;
        }

        return Rows(one[..^suffix], other[..^suffix], max);
    }

    // Only the cells within the maximum of the diagonal are computed, because all others are larger.
    private int? Rows(ReadOnlySpan<char> one, ReadOnlySpan<char> other, int max)
    {
        var (twoAbove, above, row) = (new int[other.Length + 1], new int[other.Length + 1], new int[other.Length + 1]);
        for (var j = 0; j <= other.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            var (from, to) = (Math.Max(1, i - max), Math.Min(other.Length, i + max));
            row.AsSpan().Fill(max + 1);
            row[0] = i;
            var least = i - max <= 0 ? i : max + 1;
            for (var j = from; j <= to; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    row[j] = Math.Min(row[j], twoAbove[j - 2] + 1);
                }

                least = Math.Min(least, row[j]);
            }

            if (least > max || !_work.TryTake(to - from + 1))
            {
                return null;
            }

            (twoAbove, above, row) = (above, row, twoAbove);
        }

        return above[other.Length] <= max ? above[other.Length] : null;
    }
}
