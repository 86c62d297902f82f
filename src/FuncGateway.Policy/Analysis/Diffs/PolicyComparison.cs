using FuncGateway.Policies.Analysis.Spaces;
using FuncGateway.Policies.Analysis.Subjects;
using FuncGateway.Policies.Analysis.Texts;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Diffs;

/// <summary>Compares two policies by what they decide, not by how they are written.</summary>
public static class PolicyComparison
{
    /// <summary>
    /// Compares every request that the conditions of the documents can tell apart. The work is bounded; what cannot be compared is reported as not decided.
    /// </summary>
    /// <param name="before">The policy in force; null if there is none, so that nothing is possible.</param>
    /// <param name="after">The new policy.</param>
    /// <param name="tools">Names of tools that exist, to show changes with; empty if they are not known.</param>
    /// <exception cref="ArgumentException">A document has problems.</exception>
    public static PolicyDiff Compare(PolicyReading? before, PolicyReading after, IReadOnlyCollection<string> tools)
    {
        var (old, now) = (before is null ? ComparedDocument.Nothing : ComparedDocument.Of(before), ComparedDocument.Of(after));
        var (report, texts) = (new DiffReport(), new TextSets(new WorkBudget()));
        CompareModes(old, now, report);
        CompareOtherMethods(old, now, report);
        foreach (var subject in new[] { Subject.Tool, Subject.Resource, Subject.Prompt })
        {
            var known = subject switch
            {
                Subject.Tool => tools,
                Subject.Resource => UriCells.OperandsOf(old).Concat(UriCells.OperandsOf(now)),
                _ => [],
            };
            var names = new NameCells([old.NamesOf(subject), now.NamesOf(subject)], UniverseOf(subject, texts), known, [], texts);
            new SectionComparison(subject, old, now, report, texts).Compare(names);
        }

        return report.ToDiff();
    }

    private static NameUniverse UniverseOf(Subject subject, TextSets texts)
    {
        if (subject != Subject.Resource)
        {
            return NameUniverse.Any;
        }

        var (plain, dots) = (texts.Matching(UriCells.Plain).Set, texts.Matching(UriCells.DotSegment).Set);
        return new NameUniverse(plain is null || dots is null ? TextSet.All : texts.And(plain, dots.Not()) ?? TextSet.All, LookAlikeNames.FoldingOf(subject));
    }

    // The rest is compared as if both were enforced, so that the step from one document in shadow to the next shows what it will do.
    private static void CompareModes(ComparedDocument old, ComparedDocument now, DiffReport report)
    {
        if (old.Policy.IsShadow != now.Policy.IsShadow)
        {
            var (from, to) = now.Policy.IsShadow ? ("enforced", "shadow: nothing is enforced") : ("shadow: nothing is enforced", "enforced");
            report.Add(new AccessChange(ChangeKind.Mode, "policy", "mode", from, to, now.Policy.IsShadow ? ChangeEffect.Opens : ChangeEffect.Tighter) { RuleBefore = "/mode", RuleAfter = "/mode" });
        }
    }

    private static void CompareOtherMethods(ComparedDocument old, ComparedDocument now, DiffReport report)
    {
        if (old.Policy.AllowsUnlisted != now.Policy.AllowsUnlisted)
        {
            var (from, to) = now.Policy.AllowsUnlisted ? ("deny", "allow") : ("allow", "deny");
            report.Add(new AccessChange(
                ChangeKind.OtherMethods, "policy", "methods and notifications that MCP does not define", from, to, now.Policy.AllowsUnlisted ? ChangeEffect.Opens : ChangeEffect.Tighter)
            {
                RuleBefore = "/default",
                RuleAfter = "/default",
            });
        }
    }
}
