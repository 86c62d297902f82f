using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using FuncGateway.Policies.Decisions;

namespace FuncGateway.Policies.Rules;

/// <summary>
/// The rules of one section of a policy: <c>tools</c>, <c>resources</c> or <c>prompts</c>. The exact name wins, otherwise the matching pattern with
/// the most literal characters.
/// </summary>
internal sealed class RuleTable
{
    private readonly Unlisted _unlisted;
    private readonly FrozenDictionary<string, RuleInForce> _byName;
    private readonly (Glob Glob, RuleInForce Rule)[] _byGlob;
    private readonly HashSet<Glob> _shadowed;
    private readonly LookAlikeNames _lookAlikes;

    /// <param name="rules">The rules by name or pattern.</param>
    public RuleTable(IReadOnlyCollection<KeyValuePair<string, RuleInForce>> rules, Unlisted unlisted)
    {
        _unlisted = unlisted;
        _byName = rules.Where(each => !Glob.IsGlob(each.Key)).ToFrozenDictionary(StringComparer.Ordinal);
        _byGlob = [.. rules
            .Where(each => Glob.IsGlob(each.Key))
            .Select(each => (Glob: new Glob(each.Key), Rule: each.Value))
            .OrderByDescending(each => each.Glob.Literals)];
        _shadowed = FindShadowed(_byGlob);
        _lookAlikes = new LookAlikeNames([.. rules.Select(each => each.Key)], unlisted.Subject);
    }

    /// <summary>Whether a name that no rule matches is allowed.</summary>
    public bool AllowsUnlisted => _unlisted.Rule is not null;

    /// <summary>Whether a rule has exactly this name.</summary>
    public bool HasExact(string name) => _byName.ContainsKey(name);

    /// <summary>Finds the rule of a name, or the reason to refuse every request for it.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out RuleInForce? rule, [NotNullWhen(false)] out Reason? refusal)
    {
        refusal = null;
        if (_byName.TryGetValue(name, out rule))
        {
            return true;
        }

        if (_lookAlikes.Find(name) is { } alike)
        {
            refusal = new Reason.AmbiguousName(name, alike, _unlisted.Subject);
            return false;
        }

        rule = FindByGlob(name) ?? _unlisted.Rule;
        refusal = rule is null ? _unlisted.Deny(name) : null;
        return rule is not null;
    }

    /// <summary>Whether some request for the name may be allowed.</summary>
    public bool Lists(string name) => TryFind(name, out var rule, out _) && !rule.DeniesAlways;

    /// <summary>
    /// Whether some name that <paramref name="pattern"/> matches may be allowed: an allowed rule meets the pattern, and no denied rule that takes
    /// precedence covers the one or the other.
    /// </summary>
    public bool Meets(Glob pattern)
    {
        foreach (var (name, rule) in _byName)
        {
            if (!rule.DeniesAlways && pattern.Matches(name))
            {
                return true;
            }
        }

        if (_lookAlikes.Covers(pattern))
        {
            return false;
        }

        foreach (var (glob, rule) in _byGlob)
        {
            if (rule.DeniesAlways && glob.Covers(pattern))
            {
                return false;
            }

            if (!rule.DeniesAlways && glob.Meets(pattern) && !_shadowed.Contains(glob))
            {
                return true;
            }
        }

        return AllowsUnlisted;
    }

    // The allowed patterns that never apply, because a denied one that takes precedence covers them.
    private static HashSet<Glob> FindShadowed((Glob Glob, RuleInForce Rule)[] byGlob)
    {
        var shadowed = new HashSet<Glob>();
        for (var i = 1; i < byGlob.Length; i++)
        {
            var (glob, rule) = byGlob[i];
            if (!rule.DeniesAlways && Array.Exists(byGlob[..i], earlier => earlier.Rule.DeniesAlways && earlier.Glob.Covers(glob)))
            {
                shadowed.Add(glob);
            }
        }

        return shadowed;
    }

    private RuleInForce? FindByGlob(string name)
    {
        foreach (var (glob, rule) in _byGlob)
        {
            if (glob.Matches(name))
            {
                return rule;
            }
        }

        return null;
    }
}

/// <summary>What applies to a name that no rule of a section matches.</summary>
/// <param name="Subject">What the section rules.</param>
/// <param name="Rule">The rule of such names; null denies them.</param>
/// <param name="Pointer">JSON Pointer to the field that denies them; null if it is <c>default</c>.</param>
internal sealed record Unlisted(Subject Subject, RuleInForce? Rule, string? Pointer = null)
{
    public Reason Deny(string name)
    {
        var denial = new Reason.DefaultDeny(name, Subject);
        return Pointer is null ? denial : new Reason.ByEntry(Pointer, denial.Sentence);
    }
}
