using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Recommendations;

/// <summary>Tells which names cannot be written as the exact name of a rule.</summary>
internal static class RuleName
{
    /// <summary>Returns why not, as the end of a sentence; null if the name can be written.</summary>
    public static string? FindFault(string name) =>
        name.Length is 0 or > SectionReader.MaxNameLength || HasBrokenSurrogate(name) ? "it is empty, longer than 512 characters or not Unicode text"
        : Glob.IsGlob(name) ? "a name with * would be a pattern"
        : null;

    private static bool HasBrokenSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
