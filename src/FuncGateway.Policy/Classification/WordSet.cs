using System.Collections.Frozen;

namespace FuncGateway.Policies.Classification;

/// <summary>A table of words without order.</summary>
internal sealed class WordSet(string table)
{
    private readonly FrozenSet<string> _words = Words.OfTable(table).ToFrozenSet(StringComparer.Ordinal);

    public bool Has(string word) => _words.Contains(word);

    public string? FirstIn(IEnumerable<string> words) => words.FirstOrDefault(Has);
}
