using System.Collections.Frozen;

namespace FuncGateway.Policies.Rules;

/// <summary>Finds the rule of a tool: by exact name, otherwise the matching glob with the most literal characters.</summary>
internal sealed class ToolTable
{
    private readonly FrozenDictionary<string, RuleInForce> _byName;
    private readonly (Glob Glob, RuleInForce Rule)[] _byGlob;

    public ToolTable(IReadOnlyCollection<KeyValuePair<string, RuleInForce>> rules)
    {
        _byName = rules.Where(each => !Glob.IsGlob(each.Key)).ToFrozenDictionary(StringComparer.Ordinal);
        _byGlob = [.. rules
            .Where(each => Glob.IsGlob(each.Key))
            .Select(each => (Glob: new Glob(each.Key), Rule: each.Value))
            .OrderByDescending(each => each.Glob.Literals)];
    }

    public RuleInForce? Find(string tool)
    {
        if (_byName.TryGetValue(tool, out var rule))
        {
            return rule;
        }

        foreach (var (glob, ofGlob) in _byGlob)
        {
            if (glob.Matches(tool))
            {
                return ofGlob;
            }
        }

        return null;
    }
}
