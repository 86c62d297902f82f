using System.Collections.Frozen;
using FuncGateway.Policies.Decisions;
using FuncGateway.Policies.Json;

namespace FuncGateway.Policies.Rules;

/// <summary>
/// Finds the name or pattern that a name looks like without matching it as written. Some servers would run it: they ignore case, trim names, or
/// drop invisible characters; for a URI, they also decode percent-encoding.
/// </summary>
internal sealed class LookAlikeNames
{
    private readonly bool _isUri;
    private readonly Func<string, string> _fold;
    private readonly FrozenDictionary<string, string> _names;
    private readonly FoldedGlob[] _globs;

    // The patterns that are changed by folding: only these can be looked like by a name that is not.
    private readonly FoldedGlob[] _changedGlobs;

    public LookAlikeNames(IReadOnlyCollection<string> written, Subject subject)
    {
        _isUri = subject == Subject.Resource;
        _fold = FoldingOf(subject);
        _names = written.Where(name => !Glob.IsGlob(name)).DistinctBy(_fold).ToFrozenDictionary(_fold, StringComparer.Ordinal);
        _globs = [.. written.Where(Glob.IsGlob).Select(pattern => new FoldedGlob(new Glob(pattern), new Glob(_fold(pattern))))];
        _changedGlobs = Array.FindAll(_globs, each => each.Written.Pattern != each.Folded.Pattern);
    }

    /// <summary>Makes names equal that a server could take for the same.</summary>
    public static Func<string, string> FoldingOf(Subject subject) => subject == Subject.Resource ? uri => KeyFolding.Fold(UriReading.Decode(uri)) : KeyFolding.Fold;

    /// <summary>Returns what a name looks like, or null. The name must not be one of the written names.</summary>
    public string? Find(string name)
    {
        if (_names.Count == 0 && _globs.Length == 0)
        {
            return null;
        }

        var isPlain = KeyFolding.IsUnfolded(name) && !(_isUri && name.Contains('%', StringComparison.Ordinal));
        var folded = isPlain ? name : _fold(name);
        if (_names.TryGetValue(folded, out var written))
        {
            return written;
        }

        foreach (var glob in isPlain ? _changedGlobs : _globs)
        {
            if (glob.Folded.Matches(folded) && !glob.Written.Matches(name))
            {
                return glob.Written.Pattern;
            }
        }

        return null;
    }

    /// <summary>Whether every name that the pattern matches looks like a written pattern.</summary>
    public bool Covers(Glob pattern)
    {
        var folded = new Glob(_fold(pattern.Pattern));
        return Array.Exists(_globs, each => each.Folded.Covers(folded) && !each.Written.Meets(pattern));
    }

    private sealed record FoldedGlob(Glob Written, Glob Folded);
}
