using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Rules;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.ToolChecks;

/// <summary>Warns about names and patterns in <c>hide</c> and <c>tools</c> that no tool of the server has.</summary>
internal sealed class NameCheck
{
    private const int MaxSteps = 1_000_000;
    private readonly string[] _names;
    private readonly HashSet<string> _known;
    private readonly NearestName _nearest;
    private readonly ProblemList _warnings;

    public NameCheck(IReadOnlyList<ToolDefinition> tools, ProblemList warnings)
    {
        _names = [.. tools.Select(tool => tool.Name)];
        _known = _names.ToHashSet(StringComparer.Ordinal);
        _nearest = new NearestName(_names, new WorkBudget(MaxSteps));
        _warnings = warnings;
    }

    public void Warn(DocumentAsWritten written)
    {
        foreach (var entry in written.Root.Children.Find(child => child.Name == "hide")?.Children ?? [])
        {
            Warn(entry, entry.Text);
        }

        foreach (var rule in written.Tools.Rules)
        {
            Warn(rule.Node, rule.Name);
        }
    }

    private void Warn(Node node, string name)
    {
        if (Glob.IsGlob(name))
        {
            var glob = new Glob(name);
            if (!Array.Exists(_names, glob.Matches))
            {
                _warnings.Add(node, $"no tool of the server matches {Node.Quote(name)}");
            }
        }
        else if (!_known.Contains(name))
        {
            _warnings.Add(node, $"the server has no tool {Node.Quote(name)}{(_nearest.Find(name) is { } meant ? $"; did you mean {Node.Quote(meant)}?" : "")}");
        }
    }
}
