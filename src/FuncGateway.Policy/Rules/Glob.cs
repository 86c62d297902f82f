namespace FuncGateway.Policies.Rules;

/// <summary>A pattern for names or URIs in which <c>*</c> matches any sequence of characters, including none.</summary>
internal sealed class Glob
{
    private readonly string _prefix;
    private readonly string _suffix;
    private readonly string[] _middle;

    public Glob(string pattern)
    {
        var parts = pattern.Split('*');
        Pattern = pattern;
        Literals = parts.Sum(part => part.Length);
        _prefix = parts[0];
        _suffix = parts[^1];
        _middle = [.. parts[1..^1].Where(part => part.Length > 0)];
    }

    public string Pattern { get; }

    /// <summary>Number of characters other than <c>*</c>. The pattern with more of them takes precedence.</summary>
    public int Literals { get; }

    public static bool IsGlob(string name) => name.Contains('*', StringComparison.Ordinal);

    public bool Matches(string name)
    {
        if (name.Length < _prefix.Length + _suffix.Length
            || !name.StartsWith(_prefix, StringComparison.Ordinal)
            || !name.EndsWith(_suffix, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = name.AsSpan(_prefix.Length, name.Length - _prefix.Length - _suffix.Length);
        foreach (var part in _middle)
        {
            var at = rest.IndexOf(part, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + part.Length)..];
        }

        return true;
    }

    /// <summary>Whether some name matches both patterns and neither takes precedence.</summary>
    public bool TiesWith(Glob other) => Literals == other.Literals && Meets(other);

    /// <summary>Whether some name matches both patterns. Both must contain a star.</summary>
    // A common name exists if the prefixes and the suffixes are compatible: the middle parts can be concatenated.
    public bool Meets(Glob other) =>
        Agree(_prefix, other._prefix, (longer, shorter) => longer.StartsWith(shorter, StringComparison.Ordinal))
        && Agree(_suffix, other._suffix, (longer, shorter) => longer.EndsWith(shorter, StringComparison.Ordinal));

    /// <summary>Whether every name that <paramref name="other"/> matches is matched by this pattern too.</summary>
    // A star of the other pattern stands for any text, so only a star of this one can match it. The literals of this pattern have no star.
    public bool Covers(Glob other) => Matches(other.Pattern);

    private static bool Agree(string one, string two, Func<string, string, bool> begins) =>
        one.Length >= two.Length ? begins(one, two) : begins(two, one);
}
