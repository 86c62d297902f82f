using System.Collections.Frozen;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Policies.Rules;

/// <summary>The tools that a policy hides.</summary>
internal sealed class HiddenTools(IReadOnlyCollection<string> names)
{
    private readonly FrozenSet<string> _names = names.Where(name => !Glob.IsGlob(name)).ToFrozenSet(StringComparer.Ordinal);
    private readonly Glob[] _globs = [.. names.Where(Glob.IsGlob).Select(name => new Glob(name))];
    private readonly LookAlikeNames _lookAlikes = new(names, Subject.Tool);

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

    /// <summary>Whether a tool that is not hidden as written looks like one that is.</summary>
    public bool LooksHidden(string tool) => _lookAlikes.Find(tool) is not null;
}
