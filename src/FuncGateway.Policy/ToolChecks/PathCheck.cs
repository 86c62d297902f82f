using System.Globalization;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.ToolChecks;

/// <summary>Warns about paths that the input schemas of the tools do not have, or have with another type than the rule needs.</summary>
internal sealed class PathCheck(RuledTools rules, ProblemList warnings)
{
    private const int MaxSteps = 1_000_000;
    private const int MaxStepsForNames = 500_000;
    private readonly WorkBudget _work = new(MaxSteps);
    private readonly WorkBudget _workForNames = new(MaxStepsForNames);

    public void Warn()
    {
        foreach (var rule in rules.AllTools is { } all ? rules.Rules.Prepend(all) : rules.Rules)
        {
            Warn(rule);
        }

        if (_work.IsSpent)
        {
            warnings.AddWhole("the policy and the server's tools are too large to compare every path with every schema; some paths were not checked");
        }
    }

    private void Warn(CheckedRule rule)
    {
        foreach (var use in rule.Paths)
        {
            if (_work.IsSpent)
            {
                return;
            }

            Warn(rule, use);
        }
    }

    private void Warn(CheckedRule rule, PathUse use)
    {
        var (missing, wrong) = (new Places<SchemaPlace.Missing>(), new Places<SchemaPlace.Found>());
        foreach (var tool in rule.Tools)
        {
            switch (SchemaPlace.Of(tool, use.Path, _work))
            {
                case SchemaPlace.Missing place:
                    missing.Add(tool, place);
                    break;
                case SchemaPlace.Found place when (place.Kinds & (place.Needed == SchemaKinds.Any ? use.Accepts : place.Needed)) == 0:
                    wrong.Add(tool, place);
                    break;
                default:
                    break;
            }
        }

        // A rule for several tools may judge what only some of them have.
        if (missing.First is { } lacking && missing.Count == rule.Tools.Count)
        {
            warnings.Add(use.Node, MissingText(lacking.Tool, lacking.Place, missing.Others));
        }
        else if (wrong.First is { } other)
        {
            warnings.Add(use.Node, WrongText(use, other.Tool, other.Place, wrong.Others));
        }
    }

    private string MissingText(ToolDefinition tool, SchemaPlace.Missing place, string others)
    {
        var names = place.Declared.Members.Select(member => member.Name).Distinct(StringComparer.Ordinal).ToArray();
        var meant = _workForNames.TryTake(names.Length) ? new NearestName(names, _workForNames).Find(place.Name) : null;
        var hint = meant is null ? "" : $"; did you mean {place.Owner}{SchemaPlace.Member(meant)}?";
        var open = place.Declared.IsClosed ? "" : " (it does not rule out arguments that it does not declare)";
        return $"the inputSchema of {Node.Quote(tool.Name)}{others} does not declare {place.Path}{open}{hint}";
    }

    private static string WrongText(PathUse use, ToolDefinition tool, SchemaPlace.Found place, string others)
    {
        var declared = $"the inputSchema of {Node.Quote(tool.Name)}{others} declares {place.Path} as {SchemaKindNames.Words(place.Kinds)}";
        if (place.Needed != SchemaKinds.Any)
        {
            return $"{declared}; the path accepts {SchemaKindNames.Words(place.Needed)} there";
        }

        var accepted = $"{declared}; {use.Operator} accepts {SchemaKindNames.Words(use.Accepts)} here";
        return use.DeniesOthers ? $"{accepted}, so it denies every call that has the argument" : $"{accepted}, so the two are never equal";
    }

    /// <summary>The tools of a rule with the same fault, of which the first is named.</summary>
    private sealed class Places<T>
        where T : SchemaPlace
    {
        public (ToolDefinition Tool, T Place)? First { get; private set; }

        public int Count { get; private set; }

        public string Others => Count switch
        {
            1 => "",
            2 => " (and of 1 other tool)",
            _ => string.Create(CultureInfo.InvariantCulture, $" (and of {Count - 1} other tools)"),
        };

        public void Add(ToolDefinition tool, T place)
        {
            First ??= (tool, place);
            Count++;
        }
    }
}
