using System.Diagnostics.CodeAnalysis;

namespace FuncGateway.Policies.Analysis.Texts;

/// <summary>An immutable set of well-formed UTF-16 texts, that is, of texts without half a surrogate pair.</summary>
internal sealed class TextSet
{
    private readonly TextLanguage _language;
    private readonly bool _isComplement;
    private string? _shortest;
    private bool _isSearched;

    private TextSet(TextLanguage language, bool isComplement)
    {
        _language = language;
        _isComplement = isComplement;
    }

    public static TextSet None { get; } = Listed([], isComplement: false);

    public static TextSet All { get; } = None.Not();

    public bool IsEmpty => Shortest() is null;

    public bool IsAll => Not().IsEmpty;

    /// <summary>The set of this text; empty if the text is not well-formed.</summary>
    public static TextSet Of(string text) => WellFormed.Is(text) ? Listed([text], isComplement: false) : None;

    /// <summary>The texts that contain this one, compared by code units.</summary>
    public static TextSet Containing(string text) => text.Length == 0 ? All : new TextSet(new TextLanguage.Including(text), false);

    /// <summary>The texts in which a published policy finds a match of the pattern.</summary>
    /// <param name="why">If false, a phrase to follow "because".</param>
    /// <returns>False if the pattern has a construct that is not analysed, or takes more than the budget.</returns>
    public static bool TryMatching(string pattern, TextBudget budget, [NotNullWhen(true)] out TextSet? set, out string why)
    {
        set = null;
        if (!PatternReader.TryRead(pattern, budget, out var nfa, out why))
        {
            return false;
        }

        var automaton = Determinizer.TryBuild(nfa, budget);
        why = automaton is null ? budget.Exceeded : "";
        set = automaton is null ? null : new TextSet(new TextLanguage.Accepted(automaton), false);
        return set is not null;
    }

    public TextSet Not() => new(_language, !_isComplement);

    /// <summary>The texts in both sets.</summary>
    /// <returns>Null if the budget is exhausted. Where one set is a list of texts, nothing is spent.</returns>
    public TextSet? And(TextSet other, TextBudget budget)
    {
        if (_language is TextLanguage.Listed mine && !_isComplement)
        {
            return Listed(mine.Texts.Where(other.Contains), isComplement: false);
        }

        if (other._language is TextLanguage.Listed && !other._isComplement)
        {
            return other.And(this, budget);
        }

        if (_language is TextLanguage.Listed unlisted && other._language is TextLanguage.Listed alsoUnlisted)
        {
            return Listed(unlisted.Texts.Concat(alsoUnlisted.Texts), isComplement: true);
        }

        return TryIntersect(other, budget);
    }

    public bool Contains(string text) => WellFormed.Is(text) && _language.Contains(text) != _isComplement;

    /// <summary>A shortest member; of several, one with more letters and digits, then one with more printable ASCII. Null if the set is empty.</summary>
    public string? Shortest()
    {
        // Two threads may both search; they find the same text.
        if (!Volatile.Read(ref _isSearched))
        {
            _shortest = _language.Shortest(_isComplement);
            Volatile.Write(ref _isSearched, true);
        }

        return _shortest;
    }

    private static TextSet Listed(IEnumerable<string> texts, bool isComplement) =>
        new(new TextLanguage.Listed(texts.ToHashSet(StringComparer.Ordinal)), isComplement);

    private TextSet? TryIntersect(TextSet other, TextBudget budget)
    {
        if (IsEverything)
        {
            return other;
        }

        if (other.IsEverything)
        {
            return this;
        }

        var product = _language.TryBuild(budget) is { } mine && other._language.TryBuild(budget) is { } theirs
            ? Product.TryBuild(mine, _isComplement, theirs, other._isComplement, budget)
            : null;
        return product is null ? null : new TextSet(new TextLanguage.Accepted(product), false);
    }

    private bool IsEverything => _isComplement && _language is TextLanguage.Listed { Texts.Count: 0 };
}
