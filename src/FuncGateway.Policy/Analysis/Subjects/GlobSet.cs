using System.Text.RegularExpressions;
using FuncGateway.Policies.Analysis.Spaces;
using FuncGateway.Policies.Analysis.Texts;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Subjects;

/// <summary>The names that a pattern matches, as a set of texts.</summary>
internal static class GlobSet
{
    /// <summary>Returns null if the set is too large.</summary>
    public static TextSet? Of(Glob glob, TextSets texts, bool ignoresCase = false) =>
        texts.Matching($"(?s{(ignoresCase ? "i" : "")})^{string.Join(".*", glob.Pattern.Split('*').Select(Regex.Escape))}\\z").Set;
}
