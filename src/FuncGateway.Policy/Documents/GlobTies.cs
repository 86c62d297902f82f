using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Documents;

/// <summary>Finds pairs of tool patterns that match the same name with equal precedence.</summary>
internal static class GlobTies
{
    public static void Find(IReadOnlyList<Node> tools, ProblemList problems)
    {
        var globs = tools.Where(tool => tool.Name is { } name && Glob.IsGlob(name))
            .Select(tool => (Node: tool, Glob: new Glob(tool.Name ?? "")))
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
