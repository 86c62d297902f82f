using FuncGateway.Policies.Json;
using FuncGateway.Policies.Text;
using FuncGateway.Policies.Tools;

namespace FuncGateway.Policies.Findings;

/// <summary>Compares the names of the tools with each other and with those of other servers.</summary>
internal sealed class NameFindings
{
    private const int MinDistinctLength = 6;

    private readonly Dictionary<string, List<string>> _own = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Server, string Name)> _others = new(StringComparer.Ordinal);

    // Names that are not words of a language, so that a text that has one means the tool.
    private readonly Dictionary<string, string> _distinct = new(StringComparer.Ordinal);

    public NameFindings(IReadOnlyList<ToolDefinition> tools, IReadOnlyCollection<OtherTools> others)
    {
        foreach (var name in tools.Select(tool => tool.Name).Distinct(StringComparer.Ordinal))
        {
            var folded = KeyFolding.Fold(name);
            if (!_own.TryAdd(folded, [name]))
            {
                _own[folded].Add(name);
            }
        }

        foreach (var (server, name) in others.SelectMany(other => other.Names.Select(name => (other.Server, name))))
        {
            var folded = KeyFolding.Fold(name);
            _others.TryAdd(folded, (server, name));
            if (IsDistinct(name) && !_own.ContainsKey(folded))
            {
                _distinct.TryAdd(name, server);
            }
        }
    }

    public IEnumerable<Finding> Find(ToolDefinition tool)
    {
        var folded = KeyFolding.Fold(tool.Name);
        foreach (var alike in _own[folded].Where(name => name != tool.Name).Take(1))
        {
            yield return new Finding(FindingCode.EqualNames, tool.Name, "name", VisibleText.Of(alike), "Another tool of the server has a name that differs only in case or invisible characters.");
        }

        if (_others.TryGetValue(folded, out var other))
        {
            yield return new Finding(FindingCode.ShadowedTool, tool.Name, "name", VisibleText.Of(other.Name), $"The server {VisibleText.Of(other.Server)} has a tool of this name; an agent that has both may call the wrong one.");
        }
    }

    /// <summary>Finds the first tool of another server in a text.</summary>
    public (string Evidence, string Message)? FindOther(string text)
    {
        if (_distinct.Count == 0)
        {
            return null;
        }

        for (var at = 0; at < text.Length; at++)
        {
            var end = at;
            while (end < text.Length && IsNameCharacter(text[end]))
            {
                end++;
            }

            var word = text[at..end].TrimEnd('.', '-', '/');
            if (_distinct.TryGetValue(word, out var server))
            {
                return (Excerpt.Around(text, at, word.Length), $"The text names {VisibleText.Of(word)}, a tool of the server {VisibleText.Of(server)}.");
            }

            at = end;
        }

        return null;
    }

    private static bool IsDistinct(string name) =>
        name.Length >= MinDistinctLength && name.All(IsNameCharacter) && (name.AsSpan(1).ContainsAny('_', '.', '-') || name.AsSpan(1).ContainsAnyInRange('A', 'Z'));

    private static bool IsNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-' or '/';
}
