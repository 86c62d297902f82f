using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Documents;

/// <summary>Finds pairs of patterns in one section that match the same name with equal precedence.</summary>
internal static class GlobTies
{
    public static void Find(DocumentAsWritten written, ProblemList problems)
    {
        foreach (var section in written.Sections)
        {
            Find(section.Rules, problems);
        }
    }

    private static void Find(IReadOnlyList<RuleAsWritten> rules, ProblemList problems)
    {
        var globs = rules.Where(rule => Glob.IsGlob(rule.Name))
            .Select(rule => (rule.Node, Glob: new Glob(rule.Name)))
            .GroupBy(each => each.Glob.Literals);
        foreach (var alike in globs.Select(group => group.ToArray()))
        {
            for (var i = 1; i < alike.Length; i++)
            {
                var earlier = Array.FindIndex(alike, 0, i, each => each.Glob.TiesWith(alike[i].Glob));
                if (earlier >= 0)
                {
                    problems.Add(
                        alike[i].Node,
                        $"found a tie with {Node.Quote(alike[earlier].Glob.Pattern)}: both can match the same name and have the same number of literal characters; "
                        + "accepted: patterns with different numbers of literal characters");
                }
            }
        }
    }
}
