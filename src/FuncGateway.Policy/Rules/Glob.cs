namespace FuncGateway.Policies.Rules;

/// <summary>A pattern for tool names in which <c>*</c> matches any run of characters, also none.</summary>
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

    /// <summary>How many characters are not <c>*</c>: the more, the closer the match.</summary>
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

    /// <summary>Whether some name matches both and neither is the closer match.</summary>
    // With a star in each, a common name exists as soon as the ends agree: the middles can follow one another.
    public bool TiesWith(Glob other) =>
        Literals == other.Literals
        && Agree(_prefix, other._prefix, (longer, shorter) => longer.StartsWith(shorter, StringComparison.Ordinal))
        && Agree(_suffix, other._suffix, (longer, shorter) => longer.EndsWith(shorter, StringComparison.Ordinal));

    private static bool Agree(string one, string two, Func<string, string, bool> begins) =>
        one.Length >= two.Length ? begins(one, two) : begins(two, one);
}
