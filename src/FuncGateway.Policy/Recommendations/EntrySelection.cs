using FuncGateway.Policies.Documents;
using FuncGateway.Policies.Rules;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Recommendations;

/// <summary>Selects what can be written as a rule, a hidden name, a resource or a prompt so that the reader accepts it.</summary>
internal sealed class EntrySelection(Preset preset, LeftOut leftOut)
{
    private readonly List<RecommendedEntry> _entries = [];

    /// <summary>The entries in the order of need, in the given order where that is equal.</summary>
    public IReadOnlyList<RecommendedEntry> InOrderOfNeed => [.. _entries.OrderBy(entry => entry.Need)];

    // A name that is listed twice is one tool to the policy, so the one with an error or else the more severe class counts.
    public void AddTools(IEnumerable<ClassifiedTool> tools)
    {
        foreach (var tool in tools.GroupBy(tool => tool.Name, StringComparer.Ordinal).Select(group => group.MaxBy(tool => (tool.ErrorCodes.Count > 0, tool.Class))).OfType<ClassifiedTool>())
        {
            if (IsUsable(tool.Name))
            {
                _entries.Add(new(RecommendedRule.Exists(preset, tool) ? EntryKind.Rule : EntryKind.Hidden, tool));
            }
        }
    }

    public void AddPrompts(IEnumerable<string> names) =>
        _entries.AddRange(names.Distinct(StringComparer.Ordinal).Where(IsUsable).Select(name => Entry(EntryKind.Prompt, name, "The server lists this prompt.")));

    public void AddResources(IEnumerable<string> uris, IEnumerable<string> templates)
    {
        var exact = uris.Distinct(StringComparer.Ordinal).Where(IsUsable).Where(IsClear).ToList();
        _entries.AddRange(exact.Select(uri => Entry(EntryKind.Resource, uri, "The server lists this resource.")));
        var known = exact.ToHashSet(StringComparer.Ordinal);
        var globs = new List<Glob>();
        foreach (var template in templates.Distinct(StringComparer.Ordinal))
        {
            if (PatternOf(template) is { } pattern && known.Add(pattern) && IsUntied(template, pattern, globs))
            {
                _entries.Add(Entry(EntryKind.Resource, pattern, "The server lists a template for these resources."));
            }
        }
    }

    private static RecommendedEntry Entry(EntryKind kind, string name, string reason) => new(kind, new ClassifiedTool(name, ToolClass.Read, reason));

    /// <summary>The pattern of a template; null if it cannot be allowed. Each expression counts as a star.</summary>
    private string? PatternOf(string template)
    {
        if (!IsUsable(template))
        {
            return null;
        }

        var pattern = UriTemplate.Replace(template, '*');
        while (pattern.Contains("**", StringComparison.Ordinal))
        {
            pattern = pattern.Replace("**", "*", StringComparison.Ordinal);
        }

        if (!IsClear(pattern))
        {
            return null;
        }

        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star >= 0 && pattern.IndexOf(':', 0, star) < 1)
        {
            leftOut.Add("the template has no fixed scheme, so it would allow every resource", template);
            return null;
        }

        return pattern;
    }

    private bool IsUntied(string template, string pattern, List<Glob> globs)
    {
        if (!Glob.IsGlob(pattern))
        {
            return true;
        }

        var glob = new Glob(pattern);
        if (globs.Count == DocumentCaps.MaxGlobs)
        {
            leftOut.Add("a policy can have no more patterns", template);
            return false;
        }

        if (globs.Exists(glob.TiesWith))
        {
            leftOut.Add("the template ties with another one", template);
            return false;
        }

        globs.Add(glob);
        return true;
    }

    private bool IsUsable(string name)
    {
        var why = RuleName.FindFault(name);
        if (why is not null)
        {
            leftOut.Add(why, name);
        }

        return why is null;
    }

    private bool IsClear(string uri)
    {
        var fault = UriReading.FindAmbiguity(uri);
        if (fault is not null)
        {
            leftOut.Add($"a URI is ambiguous with {fault}", uri);
        }

        return fault is null;
    }
}
