using System.Text;
using FuncGateway.Policies.Arguments;
using FuncGateway.Policies.Json;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Spaces;

/// <summary>All calls of one tool, divided as far as the conditions of some rules can tell them apart.</summary>
internal sealed class CallSpace
{
    private readonly Dictionary<object, Atom> _atoms = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Atom, int> _groupOf = [];
    private readonly Dictionary<Atom, string> _obstacles = [];

    private CallSpace(TextSets texts) => Texts = texts;

    public TextSets Texts { get; }

    /// <summary>Every call.</summary>
    public Cell All { get; private set; } = Cell.Empty;

    /// <param name="rules">The rules whose conditions and amounts divide the calls.</param>
    public static CallSpace Of(IEnumerable<ToolRule> rules, TextSets texts)
    {
        var space = new CallSpace(texts);
        foreach (var rule in rules.Distinct())
        {
            space.Add(rule);
        }

        space.Divide();
        return space;
    }

    public Atom AtomOf(ArgumentCondition condition) => _atoms[condition];

    public Atom AtomOf(Limits.Limit limit) => _atoms[limit];

    /// <summary>The index of the member that the atom is about; -1 if calls cannot be divided by it, because of <paramref name="obstacle"/>.</summary>
    public int GroupOf(Atom atom, out string obstacle)
    {
        obstacle = "";
        if (_groupOf.TryGetValue(atom, out var group))
        {
            return group;
        }

        obstacle = _obstacles[atom];
        return -1;
    }

    /// <summary>The atoms of conditions, groups opened.</summary>
    public IEnumerable<Atom> AtomsOf(Condition condition) => condition switch
    {
        ArgumentCondition one => [AtomOf(one)],
        ConditionGroup group => group.Conditions.SelectMany(AtomsOf),
        _ => [],
    };

    private void Add(ToolRule rule)
    {
        foreach (var entry in rule.Require.Concat(rule.DenyIf).Concat(rule.RequireApproval))
        {
            Add(entry.Conditions, rule.Paths);
        }

        foreach (var limit in rule.Limits)
        {
            if (limit.IncrementFrom is { } source)
            {
                _atoms.Add(limit, new Atom.OfAmount(limit, source, rule.Paths));
            }
        }
    }

    private void Add(Condition condition, PathTree tree)
    {
        switch (condition)
        {
            case ArgumentCondition one:
                _atoms.Add(one, new Atom.OfCondition(one, tree));
                break;
            case ConditionGroup group:
                foreach (var each in group.Conditions)
                {
                    Add(each, tree);
                }

                break;
            default:
                break;
        }
    }

    private void Divide()
    {
        var root = new Place();
        foreach (var atom in _atoms.Values)
        {
            root.Add(atom);
        }

        var regions = new List<Region>();

        // Keys that look alike make each other ambiguous, so their members are not independent; __proto__ looks like every key.
        var byFolded = root.Keys.GroupBy(each => KeyFolding.Fold(each.Key), StringComparer.Ordinal).ToArray();
        var hasPrototype = Array.Exists(byFolded, each => each.Key == "__proto__");
        foreach (var alike in byFolded)
        {
            var obstacle = hasPrototype ? "a path has the key __proto__"
                : alike.Count() > 1 ? "two paths have keys that differ only in case, white space or invisible characters"
                : null;
            foreach (var (key, place) in alike)
            {
                var (group, fault) = obstacle is null ? ArgumentGroup.Of(key, place, Texts) : (null, obstacle);
                foreach (var atom in place.AllAtoms)
                {
                    if (group is null)
                    {
                        _obstacles.Add(atom, fault!);
                    }
                    else
                    {
                        _groupOf.Add(atom, regions.Count);
                    }
                }

                if (group is not null)
                {
                    regions.Add(group.All);
                }
            }
        }

        All = new Cell([.. regions]);
    }
}

/// <summary>A set of calls of one tool: every combination of what its regions allow.</summary>
/// <param name="Regions">One for each member that conditions are about.</param>
internal sealed record Cell(IReadOnlyList<Region> Regions)
{
    public static readonly Cell Empty = new([]);

    /// <summary>The conditions that were evaluated on the way to the cell, with their outcomes; the last one first.</summary>
    public Step? Path { get; init; }

    public Cell With(int index, Region region, Atom atom, Outcome outcome)
    {
        var path = new Step(atom, outcome, Path);
        if (ReferenceEquals(Regions[index], region))
        {
            return this with { Path = path };
        }

        var regions = Regions.ToArray();
        regions[index] = region;
        return new Cell(regions) { Path = path };
    }

    /// <summary>The calls of the cell for which the atom is evaluable.</summary>
    public Cell Evaluable(int index, Region region, Atom atom) =>
        Replace(index, region) with { Path = new Step(atom, Outcome.NotEvaluable, Path) { IsNot = true } };

    public Cell Replace(int index, Region region)
    {
        var regions = Regions.ToArray();
        regions[index] = region;
        return new Cell(regions) { Path = Path };
    }

    /// <summary>Whether the call is in the cell. If a part of the calls could not be divided, it may be in several.</summary>
    /// <param name="arguments">A JSON object.</param>
    public bool Contains(ReadOnlyMemory<byte> arguments)
    {
        for (var step = Path; step is not null; step = step.Before)
        {
            if (step.Atom.Evaluate(arguments) == step.Outcome == step.IsNot)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns the arguments of a call in the cell, easy to read, as UTF-8 JSON; null if the cell turns out to be empty.</summary>
    public byte[]? Pick()
    {
        var members = Regions.Select(region => region.Pick()).ToArray();
        return Array.Exists(members, member => member is null) ? null : Encoding.UTF8.GetBytes($"{{{string.Join(",", members.Where(member => member!.Length > 0))}}}");
    }

    internal sealed record Step(Atom Atom, Outcome Outcome, Step? Before)
    {
        /// <summary>Whether the atom had any outcome but this one.</summary>
        public bool IsNot { get; init; }
    }
}
