using FuncGateway.Policies.Analysis.Spaces;
using FuncGateway.Policies.Analysis.Subjects;
using FuncGateway.Policies.Analysis.Words;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Diffs;

/// <summary>Compares what two documents do with requests for tools, resources or prompts.</summary>
internal sealed class SectionComparison(Subject subject, ComparedDocument before, ComparedDocument after, DiffReport report, TextSets texts)
{
    private readonly HashSet<(object?, object?, AccessVerdict, AccessVerdict)> _compared = [];
    private readonly bool _sameForAll = NodeEquality.AreEqual(before.Written.AllTools?.Node, after.Written.AllTools?.Node);

    public void Compare(NameCells names)
    {
        foreach (var cell in names.Cells)
        {
            Compare(cell);
        }

        if (names.Obstacle is { } obstacle)
        {
            report.AddUndecided(subject, NameCell.Other, "", obstacle);
        }
    }

    private void Compare(NameCell cell)
    {
        var (old, now) = (before.Find(subject, cell.Name), after.Find(subject, cell.Name));

        // Names that no document writes are alike if the same rules apply to them. URIs are not, because they are arguments too.
        var isWritten = old.Rule?.Own.Name == cell.Name || now.Rule?.Own.Name == cell.Name || (cell.Names is null && cell.Name == cell.Label && (old.Rule ?? now.Rule) is null);
        if (!_compared.Add((old.Rule, now.Rule, old.Refused, now.Refused)) && !isWritten && subject != Subject.Resource)
        {
            return;
        }

        var label = isWritten || cell.Name != cell.Label ? cell.Label : LabelOf(old, now);
        CompareListing(cell, label);
        if (old.Rule is null && now.Rule is null)
        {
            Report(label, (old.Refused, old.RefusedBy), (now.Refused, now.RefusedBy), cell.Name, Cell.Empty);
            return;
        }

        if (AreSame(old.Rule, now.Rule))
        {
            return;
        }

        if (subject == Subject.Resource && cell.Names is null)
        {
            CompareResource(cell.Name, label, old, now);
        }
        else
        {
            CompareCalls(cell, label, old, now);
        }
    }

    private static string LabelOf(Ruling old, Ruling now) => now.Rule?.Own.Name is { Length: > 0 } name ? name
        : old.Rule?.Own.Name is { Length: > 0 } earlier ? earlier
        : NameCell.Other;

    private bool AreSame(RuleInForce? old, RuleInForce? now) => old is not null && now is not null
        && (_sameForAll || subject != Subject.Tool)
        && old.Own.Name == now.Own.Name
        && NodeEquality.AreEqual(before.NodeOf(subject, old), after.NodeOf(subject, now));

    private void CompareListing(NameCell cell, string label)
    {
        // A resource is listed if reading it is allowed.
        if (subject == Subject.Resource || before.Lists(subject, cell.Name) == after.Lists(subject, cell.Name))
        {
            return;
        }

        var isListed = after.Lists(subject, cell.Name);
        report.Add(
            new AccessChange(
                ChangeKind.Listing, DiffReport.NameOf(subject), label, isListed ? "not listed" : "listed", isListed ? "listed" : "not listed", isListed ? ChangeEffect.Opens : ChangeEffect.Tighter)
            {
                Witness = new Witness(cell.Name, "{}"u8.ToArray()),
            });
    }

    private void CompareResource(string uri, string label, Ruling old, Ruling now)
    {
        var (was, isNow) = (Decide(old, uri), Decide(now, uri));
        Report(label, was, isNow, uri, Cell.Empty);
        if (old.Rule is { } oldRule && now.Rule is { } newRule && (was.Verdict, isNow.Verdict) == (AccessVerdict.Allow, AccessVerdict.Allow))
        {
            CompareLimits(label, oldRule, newRule);
        }
    }

    private static (AccessVerdict Verdict, string Rule) Decide(Ruling ruling, string uri)
    {
        var decision = ruling.Rule?.Decide(Policy.UriArgument(uri));
        return decision is null ? (ruling.Refused, ruling.RefusedBy) : (ComparedDocument.Of(decision.Verdict), decision.Reason.Rule);
    }

    private void CompareCalls(NameCell cell, string label, Ruling old, Ruling now)
    {
        var space = CallSpace.Of(new[] { old.Rule, now.Rule }.OfType<RuleInForce>().SelectMany(rule => new[] { rule.AllTools, rule.Own }), texts);
        var exploration = new Exploration(space, new CellBudget(texts.Work));
        var mayBeCalled = false;
        var start = subject == Subject.Resource ? UriCells.Start(cell, space) : space.All;
        foreach (var earlier in Explore(exploration, start, old))
        {
            if (earlier.Verdict is not { } was)
            {
                report.AddUndecided(subject, label, earlier.Rule, earlier.Why!);
                continue;
            }

            foreach (var later in Explore(exploration, earlier.Cell, now))
            {
                if (later.Verdict is not { } isNow)
                {
                    report.AddUndecided(subject, label, later.Rule, later.Why!);
                    continue;
                }

                mayBeCalled |= was != Verdict.Deny && isNow != Verdict.Deny;
                Report(label, (VerdictOf(old, was), earlier.Rule), (VerdictOf(now, isNow), later.Rule), cell.Name, later.Cell, earlier.Outcome != Outcome.NotEvaluable && later.Outcome != Outcome.NotEvaluable);
            }
        }

        if (mayBeCalled && old.Rule is { } oldRule && now.Rule is { } newRule)
        {
            CompareLimits(label, oldRule, newRule);
        }
    }

    private static IEnumerable<Leaf> Explore(Exploration exploration, Cell cell, Ruling ruling) =>
        ruling.Rule is { } rule ? exploration.Explore(cell, rule) : [new Leaf(cell, Verdict.Deny, ruling.RefusedBy)];

    private static AccessVerdict VerdictOf(Ruling ruling, Verdict verdict) => ruling.Rule is null ? ruling.Refused : ComparedDocument.Of(verdict);

    private void CompareLimits(string label, RuleInForce old, RuleInForce now)
    {
        foreach (var (was, isNow, effect) in LimitComparison.Compare(old, now))
        {
            report.Add(new AccessChange(ChangeKind.Limit, DiffReport.NameOf(subject), label, LimitComparison.Words(was), LimitComparison.Words(isNow), effect)
            {
                RuleBefore = was?.Pointer ?? "",
                RuleAfter = isNow?.Pointer ?? "",
            });
        }
    }

    private void Report(string label, (AccessVerdict Verdict, string Rule) old, (AccessVerdict Verdict, string Rule) now, string name, Cell cell, bool isEvaluable = true)
    {
        if (old.Verdict == now.Verdict || report.HasShort(subject, label, old, now) || cell.Pick() is not { } arguments)
        {
            return;
        }

        var witness = subject == Subject.Resource ? new Witness(UriCells.UriOf(arguments) ?? name, "{}"u8.ToArray()) : new Witness(name, arguments);
        if (before.Decide(subject, witness) != old.Verdict || after.Decide(subject, witness) != now.Verdict)
        {
            report.AddUndecided(subject, label, now.Rule, "a request that should show a change did not");
            return;
        }

        report.Add(new AccessChange(ChangeKind.Verdict, DiffReport.NameOf(subject), label, DiffReport.NameOf(old.Verdict), DiffReport.NameOf(now.Verdict), now.Verdict > old.Verdict ? ChangeEffect.Opens : ChangeEffect.Tighter)
        {
            RuleBefore = old.Rule,
            RuleAfter = now.Rule,
            When = WhenOf(old, now),
            Witness = witness,
            IsEvaluable = isEvaluable,
        });
    }

    // The entry that decides tells most: the new one if it restricts, otherwise the old one, which no longer does.
    private string WhenOf((AccessVerdict Verdict, string Rule) old, (AccessVerdict Verdict, string Rule) now)
    {
        var (document, rule) = now.Verdict < old.Verdict ? (after, now.Rule) : (before, old.Rule);
        var words = ConditionWords.At(document.Written, rule);
        return rule.Contains("/require/", StringComparison.Ordinal) && words.Length > 0 ? $"not ({words})" : words;
    }
}
