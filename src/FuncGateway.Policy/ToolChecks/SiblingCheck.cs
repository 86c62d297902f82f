using System.Globalization;
using System.Text.Json;
using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.ToolChecks;

/// <summary>
/// Warns about tools that take an argument on which the rule of another tool has conditions, or a list of such arguments, without a condition of their own:
/// what the one tool is denied can be had from the other.
/// </summary>
internal sealed class SiblingCheck
{
    private const int MaxSteps = 1_000_000;
    private readonly RuledTools _rules;
    private readonly ProblemList _warnings;
    private readonly WorkBudget _work = new(MaxSteps);
    private readonly HashSet<string> _judgedForAll;

    // The judged arguments by singular: of each name and type, the first rule that judges it.
    private readonly Dictionary<string, List<(ArgumentName Argument, string Rule)>> _judged = new(StringComparer.Ordinal);

    public SiblingCheck(RuledTools rules, ProblemList warnings)
    {
        (_rules, _warnings) = (rules, warnings);
        _judgedForAll = rules.AllTools is { } all ? LettersIn(all) : [];
        foreach (var rule in rules.AllTools is { } first ? rules.Rules.Prepend(first) : rules.Rules)
        {
            foreach (var argument in ArgumentsIn(rule))
            {
                AddJudged(argument, rule == rules.AllTools ? "all_tools" : rule.Name);
            }
        }
    }

    public void Warn()
    {
        // A person who approves every call sees every argument of it.
        if (_judged.Count == 0 || _rules.AllTools?.AsksAlways == true)
        {
            return;
        }

        foreach (var rule in _rules.Rules.Where(rule => !rule.AsksAlways).Append(_rules.Unlisted))
        {
            Warn(rule);
        }

        if (_work.IsSpent)
        {
            _warnings.AddWhole("the server's tools are too large to compare all of their arguments; some were not checked");
        }
    }

    private static IEnumerable<ArgumentName> ArgumentsIn(CheckedRule rule) => rule.Paths
        .Where(use => use.IsJudged)
        .Select(use => use.Path.Steps)
        .Select(steps => steps[0] is PathStep.Key key ? new ArgumentName(key.Name, steps.Count > 1 && steps[1] is not PathStep.Key) : null)
        .OfType<ArgumentName>();

    private static HashSet<string> LettersIn(CheckedRule rule) => ArgumentsIn(rule).Select(argument => argument.Letters).ToHashSet(StringComparer.Ordinal);

    private void AddJudged(ArgumentName argument, string rule)
    {
        if (!_judged.TryGetValue(argument.Singular, out var known))
        {
            _judged.Add(argument.Singular, known = []);
        }

        if (!known.Exists(each => each.Argument.Letters == argument.Letters && each.Argument.IsList == argument.IsList))
        {
            known.Add((argument, rule));
        }
    }

    private void Warn(CheckedRule rule)
    {
        var judgedHere = LettersIn(rule);
        var found = new Dictionary<string, (string Tool, string Text, int Count)>(StringComparer.Ordinal);
        foreach (var tool in rule.Tools)
        {
            foreach (var argument in ArgumentsOf(tool))
            {
                if (!judgedHere.Contains(argument.Letters) && !_judgedForAll.Contains(argument.Letters) && Text(argument) is { } text)
                {
                    found[text] = found.TryGetValue(text, out var first) ? first with { Count = first.Count + 1 } : (tool.Name, text, 1);
                }
            }
        }

        foreach (var (tool, text, count) in found.Values)
        {
            var others = count > 1 ? string.Create(CultureInfo.InvariantCulture, $" (and {count - 1} more of these tools)") : "";
            _warnings.Add(rule.Node, $"the tool {Node.Quote(tool)}{others} {text}");
        }
    }

    private List<ArgumentName> ArgumentsOf(ToolDefinition tool)
    {
        if (tool.InputSchema is not { } root || _work.IsSpent)
        {
            return [];
        }

        var reading = new SchemaReading(root, _work);
        return [.. reading.ObjectOf([root]).Members
            .Where(member => member.Name.Length <= SectionReader.MaxNameLength)
            .GroupBy(member => member.Name, member => member.Schema, StringComparer.Ordinal)
            .Select(member => new ArgumentName(member.Key, TakesList(reading, [.. member])))];
    }

    private static bool TakesList(SchemaReading reading, IReadOnlyCollection<JsonElement> schemas) =>
        reading.KindsOf(schemas) is var kinds && kinds != SchemaKinds.Any && kinds.HasFlag(SchemaKinds.List);

    // What is wrong with an argument that has no condition; null if nothing is.
    private string? Text(ArgumentName argument)
    {
        if (!_judged.TryGetValue(argument.Singular, out var judged))
        {
            return null;
        }

        var name = Node.Quote(argument.Written);
        foreach (var (other, rule) in judged)
        {
            var by = rule == "all_tools" ? "all_tools" : $"the rule of {Node.Quote(rule)}";
            if (other.Letters == argument.Letters)
            {
                return $"takes the argument {name}, on which {by} has conditions; no condition applies to it here";
            }

            if (other.IsList != argument.IsList)
            {
                return argument.IsList
                    ? $"takes the list {name}, and {by} has conditions on {Node.Quote(other.Written)}; no condition applies to the elements of the list"
                    : $"takes the argument {name}, and {by} has conditions on the elements of {Node.Quote(other.Written)}; no condition applies to it here";
            }
        }

        return null;
    }
}
