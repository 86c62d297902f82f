using FuncGateway.Policies.Analysis.Spaces;
using FuncGateway.Policies.Analysis.Texts;
using FuncGateway.Policies.Json;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Subjects;

/// <summary>Divides all names of a section by the names and patterns that documents write.</summary>
internal sealed class NameCells
{
    // Patterns that overlap in more ways than this are not divided.
    private const int MaxCells = 512;

    private readonly TextSets _texts;
    private readonly TextSet _universe;
    private readonly HashSet<string> _exact = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folded;
    private readonly Func<string, bool> _isAmbiguous;
    private readonly List<NameCell> _cells = [];

    /// <param name="written">The names and patterns of each document.</param>
    /// <param name="known">Names that exist, such as the tools of a server.</param>
    /// <param name="universe">The names that a request can have.</param>
    /// <param name="isAmbiguous">Whether a document refuses a name because it looks like a written one. Such a name stands for itself only.</param>
    // Five parameters: what is divided, and by what.
    public NameCells(IReadOnlyList<IReadOnlyCollection<string>> written, IEnumerable<string> known, TextSet universe, TextSets texts, Func<string, bool> isAmbiguous)
    {
        (_texts, _universe, _isAmbiguous) = (texts, universe, isAmbiguous);
        var all = written.SelectMany(names => names).Distinct(StringComparer.Ordinal).ToArray();
        _exact.UnionWith(all.Where(name => !Glob.IsGlob(name)));
        var globs = all.Where(Glob.IsGlob).Select(pattern => new Glob(pattern)).OrderByDescending(glob => glob.Literals).ToArray();
        foreach (var name in _exact.Order(StringComparer.Ordinal).ToArray())
        {
            _cells.Add(new NameCell(name, name));
        }

        foreach (var name in known.Where(_exact.Add).Order(StringComparer.Ordinal).ToArray())
        {
            _cells.Add(new NameCell(name, name));
        }

        _folded = _exact.Select(KeyFolding.Fold).ToHashSet(StringComparer.Ordinal);
        Divide(globs);
        AddLookAlikes(written);
    }

    public IReadOnlyList<NameCell> Cells => _cells;

    /// <summary>Why not all names were divided; null if they were.</summary>
    public string? Obstacle { get; private set; }

    private void Divide(Glob[] globs)
    {
        var parts = new List<(TextSet Set, Glob? First)> { (_universe, null) };
        foreach (var glob in globs)
        {
            if (GlobSet.Of(glob, _texts) is not { } matching || parts.Count > MaxCells)
            {
                Obstacle = "the patterns for names overlap in too many ways";
                return;
            }

            var divided = new List<(TextSet, Glob?)>();
            foreach (var (set, first) in parts)
            {
                var (inside, outside) = (_texts.And(set, matching), _texts.And(set, matching.Not()));
                if (inside is null || outside is null)
                {
                    Obstacle = "the patterns for names need too many states together";
                    return;
                }

                divided.AddRange(new[] { (inside, first ?? glob), (outside, first) }.Where(part => !part.Item1.IsEmpty));
            }

            parts = divided;
        }

        foreach (var (set, first) in parts)
        {
            if (PickName(set, first) is { } name)
            {
                _cells.Add(new NameCell(name, first?.Pattern ?? NameCell.Other, set));
            }
            else if (_texts.Shortest(set, _exact) is not null)
            {
                Obstacle = $"no name of {first?.Pattern ?? "the others"} was found that does not look like a written one";
            }
        }
    }

    // A name of the set that is not written in a document and does not look like one that is, easy to read if possible.
    private string? PickName(TextSet set, Glob? first)
    {
        foreach (var filling in new[] { "", "any", "another", "one_more", "q7", "zzz" })
        {
            var name = first is null ? filling is "q7" or "zzz" ? filling : "any_other" + filling : first.Pattern.Replace("*", filling, StringComparison.Ordinal);
            if (name.Length > 0 && !LooksWritten(name) && set.Contains(name))
            {
                return name;
            }
        }

        var tried = new HashSet<string>(_exact, StringComparer.Ordinal) { "" };
        for (var attempt = 0; attempt < MaxCells && _texts.Shortest(set, tried) is { } shortest; attempt++)
        {
            if (!LooksWritten(shortest))
            {
                return shortest;
            }

            tried.Add(shortest);
        }

        return null;
    }

    private bool LooksWritten(string name) => _exact.Contains(name) || _folded.Contains(KeyFolding.Fold(name)) || _isAmbiguous(name);

    // A name that looks like a written one is refused by every document that has that one. The documents differ in it only if not all of them do.
    private void AddLookAlikes(IReadOnlyList<IReadOnlyCollection<string>> written)
    {
        var representatives = _cells.ToArray();
        var notInAll = written.SelectMany(names => names).Distinct(StringComparer.Ordinal).Where(name => !written.All(names => names.Contains(name)));
        foreach (var name in notInAll.ToArray())
        {
            var members = Glob.IsGlob(name) ? representatives.Where(cell => cell.Names is not null && new Glob(name).Matches(cell.Name)).Select(cell => cell.Name) : [name];
            foreach (var variant in members.SelectMany(LookAlikeKey.VariantsOf).Where(_exact.Add).ToArray())
            {
                _cells.Add(new NameCell(variant, $"{Text.VisibleText.Of(variant)} (looks like {name})"));
            }
        }
    }
}
