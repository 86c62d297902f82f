using FuncGateway.Policies.Analysis.Spaces;
using FuncGateway.Policies.Analysis.Texts;
using FuncGateway.Policies.Rules;

namespace FuncGateway.Policies.Analysis.Subjects;

/// <summary>Divides all names of a section by the names and patterns that documents write.</summary>
internal sealed class NameCells
{
    // Patterns that overlap in more ways than this are not divided.
    private const int MaxCells = 512;

    // Names of one part that are tried for one that does not look like a written one.
    private const int MaxAttempts = 32;

    private readonly TextSets _texts;
    private readonly TextSet _universe;
    private readonly HashSet<string> _exact = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folded;
    private readonly IReadOnlyList<NamedDocument> _documents;
    private readonly Func<string, string> _fold;
    private readonly List<NameCell> _cells = [];

    /// <param name="known">Names that exist, such as the tools of a server, or are asked about.</param>
    /// <param name="asked">Patterns that are asked about, which no document need have.</param>
    // Five parameters: what is divided, and by what.
    public NameCells(IReadOnlyList<NamedDocument> documents, NameUniverse universe, IEnumerable<string> known, IEnumerable<string> asked, TextSets texts)
    {
        (_documents, _texts, _universe, _fold) = (documents, texts, universe.Names, universe.Fold);
        var written = documents.SelectMany(document => document.Names).ToArray();
        var globs = written.Where(Glob.IsGlob).Concat(asked).Distinct(StringComparer.Ordinal).Select(pattern => new Glob(pattern)).OrderByDescending(glob => glob.Literals).ToArray();
        foreach (var name in written.Where(name => !Glob.IsGlob(name)).Order(StringComparer.Ordinal).Concat(known.Order(StringComparer.Ordinal)).Where(_exact.Add))
        {
            _cells.Add(new NameCell(name, name));
        }

        _folded = _exact.Select(_fold).ToHashSet(StringComparer.Ordinal);
        Divide(globs);
        AddLookAlikes();
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
            else if (!AreRefused(set) && _texts.Shortest(set, _exact) is not null)
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

        if (AreRefused(set))
        {
            return null;
        }

        var tried = new HashSet<string>(_exact, StringComparer.Ordinal) { "" };
        for (var attempt = 0; attempt < MaxAttempts && _texts.Shortest(set, tried) is { } shortest; attempt++)
        {
            if (!LooksWritten(shortest))
            {
                return shortest;
            }

            tried.Add(shortest);
        }

        return null;
    }

    // Whether each document has a pattern that all names of the set look like and none of them matches. Then none of them is decided by a rule. What a URI
    // with percent-encoding looks like is not as easy to say.
    private bool AreRefused(TextSet set) => _documents.All(document => document.Names.Where(name => Glob.IsGlob(name) && !name.Contains('%', StringComparison.Ordinal)).Any(pattern =>
        GlobSet.Of(new Glob(pattern), _texts) is { } written && GlobSet.Of(new Glob(_fold(pattern)), _texts, ignoresCase: true) is { } alike
        && _texts.And(set, alike.Not()) is { IsEmpty: true } && _texts.And(set, written) is { IsEmpty: true }));

    private bool LooksWritten(string name) => _exact.Contains(name) || _folded.Contains(_fold(name)) || _documents.Any(document => document.IsAmbiguous(name));

    // A name that looks like a written one is refused by every document that has that one. The documents differ in it only if not all of them do.
    private void AddLookAlikes()
    {
        var representatives = _cells.ToArray();
        var (lookAlikes, done) = (new LookAlikeCandidates(_documents, _fold, _texts.Work), new HashSet<string>(StringComparer.Ordinal));
        foreach (var name in _documents.SelectMany(document => document.Names).Distinct(StringComparer.Ordinal).Where(name => !_documents.All(document => document.Names.Contains(name))).ToArray())
        {
            var members = Glob.IsGlob(name) ? [.. representatives.Where(cell => cell.Names is not null && new Glob(name).Matches(cell.Name)).Select(cell => cell.Name)] : new[] { name };
            foreach (var variant in members.Where(done.Add).SelectMany(lookAlikes.Of).Where(_exact.Add).ToArray())
            {
                _cells.Add(new NameCell(variant, $"{Text.VisibleText.Of(variant)} (looks like {name})"));
            }

            if (Obstacle is null && lookAlikes.MayMiss(name))
            {
                Obstacle = _texts.Work.IsSpent ? WorkBudget.Spent : $"names that look like {Text.VisibleText.Of(name)} also look like other patterns";
            }
        }

        Obstacle ??= _texts.Work.IsSpent ? WorkBudget.Spent : null;
    }
}
