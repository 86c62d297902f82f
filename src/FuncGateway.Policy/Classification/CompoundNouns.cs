using System.Collections.Frozen;
using FuncGateway.Policies.Classification.Tables;

namespace FuncGateway.Policies.Classification;

/// <summary>Nouns of two words, in which no verb is looked for.</summary>
internal static class CompoundNouns
{
    private static readonly FrozenSet<string> All = NounWords.Compounds.ToFrozenSet(StringComparer.Ordinal);

    public static bool Are(string first, string second)
    {
        var both = $"{first} {second}";
        return All.Contains(both) || (both[^1] == 's' && All.Contains(both[..^1]));
    }
}
