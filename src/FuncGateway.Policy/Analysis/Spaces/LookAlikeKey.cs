using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Analysis.Spaces;

/// <summary>Makes names that a lenient server could take for another one.</summary>
internal static class LookAlikeKey
{
    private const int MaxLetters = 64;

    /// <summary>Returns a key that looks like <paramref name="key"/> and is no other one; null if none was found.</summary>
    public static string? Of(string key, Func<string, bool> isOther) =>
        VariantsOf(key).FirstOrDefault(variant => variant != key && !isOther(variant));

    /// <summary>Returns names that look like the name: in another case, with white space at the end, and with an invisible character.</summary>
    public static IEnumerable<string> VariantsOf(string name)
    {
        var folded = KeyFolding.Fold(name);
        for (var at = 0; at < name.Length && at < MaxLetters; at++)
        {
            var changed = char.IsUpper(name[at]) ? char.ToLowerInvariant(name[at]) : char.ToUpperInvariant(name[at]);
            if (changed != name[at])
            {
                yield return string.Concat(name.AsSpan(0, at), [changed], name.AsSpan(at + 1));
            }
        }

        foreach (var variant in new[] { name.ToUpperInvariant(), folded, name + " ", " " + name, name + "\u200b" })
        {
            if (variant != name && KeyFolding.Fold(variant) == folded)
            {
                yield return variant;
            }
        }
    }
}
