using System.Collections.Frozen;

namespace FuncGateway.Policies.Rules;

/// <summary>The tools that a policy hides.</summary>
internal sealed class HiddenTools(IReadOnlyCollection<string> names)
{
    private readonly FrozenSet<string> _names = names.Where(name => !Glob.IsGlob(name)).ToFrozenSet(StringComparer.Ordinal);
    private readonly Glob[] _globs = [.. names.Where(Glob.IsGlob).Select(name => new Glob(name))];

    public bool Contains(string tool)
    {
        if (_names.Contains(tool))
        {
            return true;
        }

        foreach (var glob in _globs)
        {
            if (glob.Matches(tool))
            {
                return true;
            }
        }

        return false;
    }
}
